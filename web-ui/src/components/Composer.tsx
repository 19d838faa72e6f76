import { SendHorizontal } from 'lucide-react';
import { type ReactNode, type SyntheticEvent, useId, useState } from 'react';
import { Input } from 'react-aria-components';
import { Button } from './Button';
import styles from './Composer.module.css';

interface ComposerProps {
  readonly placeholder: string;
  /** Whether a message can go out now. */
  readonly canSend: boolean;
  /** Whether one can write ahead meanwhile. */
  readonly canWrite: boolean;
  /** The longest text in bytes of UTF-8. */
  readonly maxBytes: number | undefined;
  readonly onSend: (text: string) => void;
}

const encoder = new TextEncoder();

/** The line to write in. Enter or the button sends the trimmed text and empties the line. */
export function Composer({ placeholder, canSend, canWrite, maxBytes, onSend }: ComposerProps): ReactNode {
  const problemId = useId();
  const [draft, setDraft] = useState('');
  const text = draft.trim();
  const excess = maxBytes === undefined ? 0 : encoder.encode(text).byteLength - maxBytes;
  const isReady = canSend && text !== '' && excess <= 0;

  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (!isReady) return;
    onSend(text);
    setDraft('');
  };

  return (
    <form className={styles.form} onSubmit={submit}>
      <div className={styles.field}>
        <Input
          className={styles.input ?? ''}
          aria-label="Message"
          aria-describedby={excess > 0 ? problemId : undefined}
          aria-invalid={excess > 0}
          placeholder={placeholder}
          autoComplete="off"
          disabled={!canWrite}
          value={draft}
          onChange={(event) => setDraft(event.target.value)}
        />
      </div>
      <Button look="primary" type="submit" isDisabled={!isReady}>
        <SendHorizontal size={16} aria-hidden />
        Send
      </Button>
      {excess > 0 && (
        <p id={problemId} className={styles.problem} role="status">
          Too long by {excess} bytes: the server takes {maxBytes}.
        </p>
      )}
    </form>
  );
}
