import { type Problem } from './problem';
import { type RealtimeEvent } from './realtime-event';

/** The three ways to the Realtime API: tabs 4, 5 and 6. */
export type Route = 'webrtc' | 'websocket' | 'server';

/** Told by a source, from when it is opened until it is closed or lost. */
export interface SourceListener {
  onEvent(event: RealtimeEvent): void;
  /** The source can be given audio again, after {@link TranscriptionSource.writable} was false. */
  onWritable(): void;
  /** The connection is gone, and the source has let go of everything. At most once; not after `close`. */
  onLost(problem: Problem): void;
}

export interface OpenRequest {
  readonly language: string;
  /** Whose sound is transcribed; only a media connection takes it from here. */
  readonly stream: MediaStream;
  /** Gives up opening; what was opened so far is closed. */
  readonly signal: AbortSignal;
}

/**
 * One connection to a service that transcribes, by one of three routes; used once. Everything it says comes as the same
 * events, so that nobody but its maker knows which route it is.
 */
export interface TranscriptionSource {
  /** Whether the page sends the audio, by {@link send}. Otherwise the stream's track goes by itself, and can't go twice. */
  readonly takesPcm: boolean;
  /** Whether it ends with a `closing` event after {@link finish}. Otherwise whoever finishes waits for the texts. */
  readonly saysWhenDone: boolean;
  /** Whether it may be given audio now. Bounded: it is false when what was sent is not on its way yet. */
  readonly writable: boolean;

  /**
   * Connects. Fulfilled when the service listens.
   *
   * @throws ProblemError when it does not; everything is closed by then
   */
  open(request: OpenRequest): Promise<void>;

  /** Sends PCM16, 24 kHz. */
  send(pcm: ArrayBuffer): void;

  /** Ends the turn: what was sent until now becomes one item. A refusal names this id. */
  commit(commitId: string): void;

  /** Forgets what was sent since the last commit. */
  clear(): void;

  /** Says that nothing more comes. */
  finish(): void;

  /** Closes everything that it opened. May be called at any time, more than once. */
  close(): void;
}

export type SourceFactory = (listener: SourceListener) => TranscriptionSource;
