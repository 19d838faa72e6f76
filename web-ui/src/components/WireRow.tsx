import { type FocusEvent, memo, type ReactNode } from 'react';
import { type WireEntry } from '../wire/wire-log';
import { formatBytes, formatWireTime } from './format';
import styles from './WireView.module.css';

interface WireRowProps {
  readonly entry: WireEntry;
  readonly isOpen: boolean;
  /** The one row that Tab reaches; the arrow keys go on from there. */
  readonly isTabStop: boolean;
  readonly onToggle: (id: number) => void;
  readonly onFocus: (id: number) => void;
}

/** One frame of the wire view: a line, which opens to the whole frame, and what it means. */
export const WireRow = memo(function WireRow({ entry, isOpen, isTabStop, onToggle, onFocus }: WireRowProps): ReactNode {
  const { id, at, direction, channel, frame, bytes, count, note } = entry;
  return (
    <li>
      {direction !== undefined && (
        <button
          type="button"
          className={styles.row}
          tabIndex={isTabStop ? 0 : -1}
          aria-expanded={isOpen}
          onClick={() => onToggle(id)}
          onFocus={(event: FocusEvent) => {
            if (event.target.matches(':focus-visible')) onFocus(id);
          }}
        >
          <time dateTime={new Date(at).toISOString()}>{formatWireTime(at)}</time>
          <span className={styles[direction]}>
            <span aria-hidden="true">{direction === 'up' ? '↑' : '↓'}</span>
            <span className="visually-hidden">{direction === 'up' ? 'sent' : 'received'}</span>
          </span>
          <code className={styles.frame}>
            <FrameText frame={frame} />
          </code>
          <span className={styles.meta}>
            {channel !== undefined && `${channel} · `}
            {count > 1 && `${String(count)} × · `}
            {formatBytes(bytes)}
          </span>
        </button>
      )}
      {isOpen && direction !== undefined && <pre className={styles.whole}>{prettyFrame(frame)}</pre>}
      {note !== undefined && <p className={styles.note}>{note}</p>}
    </li>
  );
});

const typeMember = /"type":"([^"]*)"/;

/** The longest family of types: its members differ only at the end, which a narrow line would cut off. */
const longFamily = 'conversation.item.input_audio_';

/** A frame in one line, its type set off. */
function FrameText({ frame }: { readonly frame: string }): ReactNode {
  const line = frame.length > 300 ? frame.slice(0, 300) : frame;
  const found = typeMember.exec(line);
  if (found === null) return line;
  const start = found.index + '"type":"'.length;
  const end = start + (found[1]?.length ?? 0);
  return (
    <>
      {line.slice(0, start)}
      <span className={styles.type}>{line.slice(start, end).replace(longFamily, '…')}</span>
      {line.slice(end)}
    </>
  );
}

function prettyFrame(frame: string): string {
  try {
    return JSON.stringify(JSON.parse(frame), null, 2).replaceAll(String.raw`\r\n`, '\n');
  } catch {
    return frame.replaceAll('\r\n', '\n');
  }
}
