import { DoorOpen, Plus } from 'lucide-react';
import { type ReactNode, type SyntheticEvent, useState } from 'react';
import { Input } from 'react-aria-components';
import { useName } from '../hooks/useName';
import { Button } from './Button';
import { NameEditor } from './NameEditor';
import styles from './RoomPicker.module.css';

interface RoomPickerProps {
  readonly placeholder: string;
  /** What the address says, to be confirmed. */
  readonly suggestion: string | undefined;
  /** What happens after joining that one should know before. */
  readonly hint?: string;
  readonly onJoin: (room: string) => void;
  readonly onCreate: () => void;
}

const maxRoomCharacters = 64;

/** Where a room is named before it is entered. */
export function RoomPicker({ placeholder, suggestion, hint, onJoin, onCreate }: RoomPickerProps): ReactNode {
  const [draft, setDraft] = useState(suggestion ?? '');
  const [name, setName] = useName();
  const room = draft.trim();

  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (room !== '') onJoin(room);
  };

  return (
    <div className={styles.picker}>
      <p>
        Name a room, and have somebody name the same one in another browser or tab: you are then connected directly.
      </p>
      <form className={styles.form} onSubmit={submit}>
        <Input
          className={styles.input ?? ''}
          aria-label="Room name"
          placeholder={placeholder}
          maxLength={maxRoomCharacters}
          autoComplete="off"
          value={draft}
          onChange={(event) => setDraft(event.target.value)}
        />
        <Button look="primary" type="submit" isDisabled={room === ''}>
          <DoorOpen size={16} aria-hidden />
          Join
        </Button>
      </form>
      <div className={styles.or}>
        or
        <Button onPress={onCreate}>
          <Plus size={16} aria-hidden />
          Create a room
        </Button>
        with a name that nobody guesses
      </div>
      <div className={styles.or}>
        You come as
        <NameEditor name={name ?? 'a guest'} maxCharacters={64} onRename={setName} />
      </div>
      {hint !== undefined && <p className={styles.small}>{hint}</p>}
    </div>
  );
}
