import { SILENCE_DBFS } from '../audio/level';
import { openMicrophone } from '../audio/microphone';
import { startCapture } from '../audio/capture';
import { Store } from '../net/store';
import { LiveSession, type SessionParts, type SessionWishes } from './live-session';
import { type SourceFactory } from './source';
import { ends, idle } from './transcriber-state';

const browserParts: Omit<SessionParts, 'makeSource'> = {
  openMicrophone: (wishes) => openMicrophone(navigator.mediaDevices, wishes),
  startCapture,
  now: Date.now,
};

/** Live transcription by one route: start, stop, clear, as often as one likes. */
export class Transcriber {
  readonly state = new Store(idle);
  /** The microphone's level in dBFS; apart from the state, because it changes 25 times a second. */
  readonly level = new Store(SILENCE_DBFS);
  readonly #parts: SessionParts;
  #session: LiveSession | undefined;

  constructor(makeSource: SourceFactory, parts: Partial<SessionParts> = {}) {
    this.#parts = { ...browserParts, ...parts, makeSource };
  }

  /** Begins a session, with an empty transcript. Ignored while one is under way. */
  start(wishes: SessionWishes): void {
    if (!ends.has(this.state.state.phase)) return;
    this.state.set({ ...idle, phase: 'microphone' });
    this.#session = new LiveSession(wishes, this.#parts, {
      update: (change) => this.state.update((state) => ({ ...state, ...change })),
      level: (dbfs) => this.level.set(dbfs),
    });
    void this.#session.run();
  }

  /** Ends the session once the last words are there, or a few seconds have passed. */
  stop(): void {
    void this.#session?.stop();
  }

  /** Empties the transcript for good; a session under way goes on. */
  clear(): void {
    this.#session?.clear();
    this.state.update((state) => ({ ...state, turns: [], notice: undefined }));
  }

  /** Closes everything at once. */
  dispose(): void {
    this.#session?.dispose();
    this.#session = undefined;
    if (!ends.has(this.state.state.phase)) this.state.update((state) => ({ ...state, phase: 'stopped' }));
  }
}
