import { type Capture, type PcmListener } from '../../audio/capture';
import { type Microphone, type MicrophoneOutcome } from '../../audio/microphone';
import { encodePcm16, SAMPLE_RATE } from '../../audio/pcm16';
import { type SessionParts } from '../../transcription/live-session';
import { problem, type ProblemCode, ProblemError } from '../../transcription/problem';
import { type RealtimeEvent } from '../../transcription/realtime-event';
import { type SourceListener, type TranscriptionSource } from '../../transcription/source';

const CHUNK_SAMPLES = (SAMPLE_RATE * 40) / 1000;

/** 40 ms of something loud that varies like a voice, or of silence. */
function chunk(isLoud: boolean): ArrayBuffer {
  const samples = Float32Array.from({ length: CHUNK_SAMPLES }, (_, index) =>
    isLoud ? 0.2 * Math.sin(index * 0.3) * Math.sin(index * 0.071) : 0,
  );
  return encodePcm16(samples);
}

const LOUD = chunk(true);
const QUIET = chunk(false);

/** A service that does what a test says, and remembers what it was sent. */
export class FakeSource implements TranscriptionSource {
  readonly takesPcm: boolean;
  readonly listener: SourceListener;
  saysWhenDone = false;
  writable = false;
  isClosed = false;
  isFinished = false;
  /** `loud`, `quiet`, and the ids of commits. */
  readonly sent: string[] = [];
  opening: ((outcome: ProblemCode | undefined, retryAfterMillis?: number) => void) | undefined;

  constructor(listener: SourceListener, takesPcm: boolean) {
    this.listener = listener;
    this.takesPcm = takesPcm;
  }

  open({ signal }: { readonly signal: AbortSignal }): Promise<void> {
    return new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
      this.opening = (failure, retryAfterMillis) => {
        this.writable = failure === undefined;
        this.isClosed = failure !== undefined;
        if (failure === undefined) resolve();
        else reject(new ProblemError(failure, retryAfterMillis));
      };
    });
  }

  send(pcm: ArrayBuffer): void {
    this.sent.push(new Int16Array(pcm).some((sample) => sample !== 0) ? 'loud' : 'quiet');
  }

  commit(commitId: string): void {
    this.sent.push(commitId);
  }

  clear(): void {
    this.sent.push('clear');
  }

  finish(): void {
    this.isFinished = true;
  }

  close(): void {
    this.isClosed = true;
  }

  get commits(): string[] {
    return this.sent.filter((entry) => /^(turn|service)-/.test(entry));
  }

  say(...events: RealtimeEvent[]): void {
    for (const event of events) this.listener.onEvent(event);
  }

  lose(code: ProblemCode): void {
    this.isClosed = true;
    this.listener.onLost(problem(code));
  }
}

/** A microphone, a capture and the sources of a session, all in a test's hands. The clock follows the audio. */
export class FakeSession {
  readonly takesPcm: boolean;
  readonly sources: FakeSource[] = [];
  outcome: MicrophoneOutcome;
  now = 1_000_000;
  openMicrophones = 0;
  openCaptures = 0;
  #onLost: (() => void) | undefined;
  #onPcm: PcmListener | undefined;

  constructor(takesPcm = true) {
    this.takesPcm = takesPcm;
    const microphone: Microphone = {
      stream: {} as MediaStream,
      label: 'Desk microphone',
      onLost: (listener) => (this.#onLost = listener),
      stop: () => (this.openMicrophones = 0),
    };
    this.outcome = { microphone };
  }

  get parts(): SessionParts {
    return {
      openMicrophone: () => {
        if (this.outcome.microphone !== undefined) this.openMicrophones = 1;
        return Promise.resolve(this.outcome);
      },
      startCapture: (_, onPcm) => {
        this.openCaptures = 1;
        this.#onPcm = onPcm;
        const capture: Capture = {
          deviceRate: 48_000,
          close: () => {
            this.openCaptures = 0;
            this.#onPcm = undefined;
            return Promise.resolve();
          },
        };
        return Promise.resolve(capture);
      },
      makeSource: (listener) => {
        const source = new FakeSource(listener, this.takesPcm);
        this.sources.push(source);
        return source;
      },
      now: () => this.now,
    };
  }

  get source(): FakeSource {
    return this.sources[this.sources.length - 1]!;
  }

  speak(millis: number): void {
    this.#hear(LOUD, millis);
  }

  pause(millis: number): void {
    this.#hear(QUIET, millis);
  }

  unplug(): void {
    this.#onLost?.();
  }

  #hear(pcm: ArrayBuffer, millis: number): void {
    for (let at = 0; at < millis; at += 40) {
      this.now += 40;
      this.#onPcm?.(pcm);
    }
  }
}
