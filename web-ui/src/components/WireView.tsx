import { ChevronDown } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useCallback, useId, useState } from 'react';
import { useFollowEnd } from '../hooks/useFollowEnd';
import { useWireEntries, useWirePaused } from '../hooks/useWireLog';
import { type WireLog } from '../wire/wire-log';
import { Button } from './Button';
import { cx } from './cx';
import { plural } from './format';
import { NewBelow } from './NewBelow';
import { WireRow } from './WireRow';
import styles from './WireView.module.css';

interface WireViewProps {
  readonly log: WireLog;
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
}

/** "On the wire": every frame as it happens, with its direction, time and size. Can be folded, paused, cleared and saved. */
export function WireView({ log, isOpen, onOpenChange }: WireViewProps): ReactNode {
  const framesId = useId();
  const entries = useWireEntries(log);
  const paused = useWirePaused(log);
  return (
    <section className={cx(styles.wire, !isOpen && styles.folded)} aria-label="On the wire">
      <div className={styles.head}>
        <h3>
          <Button
            look="plain"
            className={styles.fold}
            aria-expanded={isOpen}
            aria-controls={framesId}
            onPress={() => onOpenChange(!isOpen)}
          >
            <ChevronDown size={16} aria-hidden />
            On the wire
          </Button>
        </h3>
        <span className={styles.count}>{plural(entries.length, 'entry', 'entries')}</span>
        {isOpen && (
          <div className={styles.tools}>
            <Button look="plain" onPress={() => log.setPaused(!paused)}>
              {paused ? 'Resume' : 'Pause'}
            </Button>
            <Button look="plain" isDisabled={entries.length === 0} onPress={() => log.clear()}>
              Clear
            </Button>
            <Button look="plain" isDisabled={entries.length === 0} onPress={() => save(log)}>
              Save
            </Button>
          </div>
        )}
      </div>
      <div id={framesId} className={styles.stage} hidden={!isOpen}>
        {isOpen && <Frames log={log} />}
      </div>
    </section>
  );
}

function Frames({ log }: { readonly log: WireLog }): ReactNode {
  const entries = useWireEntries(log);
  const { listRef, unseen, scrollToEnd } = useFollowEnd<HTMLUListElement>(entries.at(-1)?.id ?? 0, entries.length);
  const [openId, setOpenId] = useState<number>();
  const [focusedId, setFocusedId] = useState<number>();
  const toggle = useCallback((id: number) => setOpenId((before) => (before === id ? undefined : id)), []);
  const tabStop = entries.find(({ id }) => id === focusedId)?.id ?? entries.findLast((e) => e.direction)?.id;

  if (entries.length === 0) return <p className={styles.empty}>Frames show up here as they come and go.</p>;
  return (
    <>
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the keys belong to the rows' buttons */}
      <ul ref={listRef} className={styles.frames} onKeyDown={moveFocus}>
        {entries.map((entry) => (
          <WireRow
            key={entry.id}
            entry={entry}
            isOpen={entry.id === openId}
            isTabStop={entry.id === tabStop}
            onToggle={toggle}
            onFocus={setFocusedId}
          />
        ))}
      </ul>
      <NewBelow count={unseen} onPress={scrollToEnd} />
    </>
  );
}

function moveFocus(event: KeyboardEvent<HTMLUListElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLButtonElement>('button')];
  const index = rows.findIndex((row) => row === event.target);
  const next = rows[index + (event.key === 'ArrowDown' ? 1 : -1)];
  if (index < 0 || next === undefined) return;
  event.preventDefault();
  next.focus();
}

function save(log: WireLog): void {
  const url = URL.createObjectURL(new Blob([log.toJsonLines(), '\n'], { type: 'application/jsonl' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `parley-wire-${new Date().toISOString().slice(0, 19).replaceAll(':', '')}.jsonl`;
  link.click();
  URL.revokeObjectURL(url);
}
