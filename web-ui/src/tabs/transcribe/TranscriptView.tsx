import { type ReactNode } from 'react';
import { NewBelow } from '../../components/NewBelow';
import { useFollowEnd } from '../../hooks/useFollowEnd';
import { type Turn, type TurnState } from '../../transcription/transcript';
import styles from './TranscriptView.module.css';

interface TranscriptViewProps {
  readonly turns: readonly Turn[];
  /** What the times in the margin count from, in milliseconds since the epoch. */
  readonly startedAt: number | undefined;
  readonly placeholder: string;
  /** Whether more words may come. */
  readonly isLive: boolean;
}

const marks: Record<TurnState, string | undefined> = {
  partial: undefined,
  final: undefined,
  failed: 'The service could not finish this turn.',
  unfinished: 'The session ended before this turn was final.',
};

/** What was said, large: final words solid, the others softer. Follows the end until someone scrolls up. */
export function TranscriptView({ turns, startedAt, placeholder, isLive }: TranscriptViewProps): ReactNode {
  const { listRef, unseen, scrollToEnd } = useFollowEnd<HTMLDivElement>(turns.length, turns);
  return (
    <div className={styles.frame}>
      {/* Announcing every new word would flood a screen reader: it is told whole turns, below. */}
      <div
        ref={listRef}
        className={styles.log}
        role="log"
        aria-label="Transcript"
        aria-live="off"
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls has to be reached by keyboard
        tabIndex={0}
      >
        {turns.length === 0 && <p className={styles.placeholder}>{placeholder}</p>}
        {turns.map((turn) => (
          <TurnRow key={turn.itemId} turn={turn} startedAt={startedAt} isLive={isLive} />
        ))}
      </div>
      <NewBelow count={unseen} onPress={scrollToEnd} />
      <p className="visually-hidden" aria-live="polite">
        {turns.findLast(({ state }) => state === 'final')?.text}
      </p>
    </div>
  );
}

interface TurnRowProps {
  readonly turn: Turn;
  readonly startedAt: number | undefined;
  readonly isLive: boolean;
}

function TurnRow({ turn, startedAt, isLive }: TurnRowProps): ReactNode {
  const { itemId, text, state } = turn;
  const mark = marks[state];
  return (
    <div className={styles.turn}>
      <time className={styles.time} dateTime={new Date(turn.startedAt).toISOString()}>
        {formatElapsed(turn.startedAt - (startedAt ?? turn.startedAt))}
      </time>
      <div>
        <p className={styles.words} data-item={itemId} data-final={state === 'final'}>
          {text}
          {state === 'partial' && isLive && <span className={styles.caret} aria-hidden="true" />}
        </p>
        {mark !== undefined && <p className={styles.mark}>{mark}</p>}
      </div>
    </div>
  );
}

/** `0:07`, `12:31`, `1:02:03`; a moment before the start counts as the start. */
export function formatElapsed(millis: number): string {
  const seconds = Math.max(0, Math.floor(millis / 1000));
  const parts = [Math.floor(seconds / 60) % 60, seconds % 60].map((part) => String(part).padStart(2, '0'));
  const hours = Math.floor(seconds / 3600);
  return (hours > 0 ? [String(hours), ...parts].join(':') : parts.join(':')).replace(/^0(?=\d:)/, '');
}
