import { type Problem } from './problem';
import { type Turn } from './transcript';

/**
 * How far a session is. `microphone`: the browser may be asking; `finishing`: stopped, the last words are due;
 * `stopped` and `failed` are ends, and so is `idle` a beginning.
 */
export type Phase =
  'idle' | 'microphone' | 'connecting' | 'listening' | 'reconnecting' | 'finishing' | 'stopped' | 'failed';

/** Everything that is shown of a session. Times are milliseconds since the epoch. */
export interface TranscriberState {
  readonly phase: Phase;
  readonly turns: readonly Turn[];
  /** Why it failed, or why it reconnects. */
  readonly problem: Problem | undefined;
  /** When the next try to reconnect begins; `undefined` while one is under way. */
  readonly retryAt: number | undefined;
  /** Something to know that is no end: audio lost, a turn of which there is no text. */
  readonly notice: string | undefined;
  /** When it began to listen, … */
  readonly startedAt: number | undefined;
  /** … and ended. */
  readonly endedAt: number | undefined;
  /** Whether somebody speaks, as far as the page hears. */
  readonly speaking: boolean;
  /** From the beginning of a turn's speech to its first word here; of the last turn. */
  readonly firstWordMillis: number | undefined;
  /** From the end of a turn's speech to its final text here; of the last turn. */
  readonly finalMillis: number | undefined;
  /** The model, as the service names it. */
  readonly model: string | undefined;
  /** Samples a second that the device gives. */
  readonly deviceRate: number | undefined;
}

/** Nothing was started. */
export const idle: TranscriberState = {
  phase: 'idle',
  turns: [],
  problem: undefined,
  retryAt: undefined,
  notice: undefined,
  startedAt: undefined,
  endedAt: undefined,
  speaking: false,
  firstWordMillis: undefined,
  finalMillis: undefined,
  model: undefined,
  deviceRate: undefined,
};

/** Phases without a session under way. */
export const ends: ReadonlySet<Phase> = new Set<Phase>(['idle', 'stopped', 'failed']);
