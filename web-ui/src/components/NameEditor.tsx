import { Pencil } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, type SyntheticEvent, useState } from 'react';
import { Input } from 'react-aria-components';
import { Button } from './Button';
import styles from './NameEditor.module.css';

interface NameEditorProps {
  readonly name: string;
  readonly maxCharacters: number;
  readonly onRename: (name: string) => void;
}

/** A name that becomes a field when it is pressed. */
export function NameEditor({ name, maxCharacters, onRename }: NameEditorProps): ReactNode {
  const [draft, setDraft] = useState<string>();

  if (draft === undefined) {
    return (
      <Button
        look="plain"
        className={styles.button}
        aria-label={`Change your name, ${name}`}
        onPress={() => setDraft(name)}
      >
        {name}
        <Pencil size={13} aria-hidden />
      </Button>
    );
  }

  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    const next = draft.trim();
    setDraft(undefined);
    if (next !== '' && next !== name) onRename(next);
  };

  return (
    <form className={styles.form} onSubmit={submit}>
      <Input
        className={styles.input ?? ''}
        aria-label="Your name"
        // The field takes the place of the button that had the focus.
        // eslint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        maxLength={maxCharacters}
        value={draft}
        onChange={(event) => setDraft(event.target.value)}
        onKeyDown={(event: KeyboardEvent) => {
          if (event.key === 'Escape') setDraft(undefined);
        }}
      />
      <Button look="plain" type="submit">
        Save
      </Button>
    </form>
  );
}
