import { type Capture, type PcmListener } from '../audio/capture';
import { type Microphone, type MicrophoneOutcome, type MicrophoneWishes } from '../audio/microphone';
import { BackOff } from '../net/back-off';
import { problem, type Problem, ProblemError } from './problem';
import { type RealtimeEvent } from './realtime-event';
import { type SourceFactory, type SourceListener, type TranscriptionSource } from './source';
import { sleep } from './sleep';
import { SpeechUplink } from './speech-uplink';
import { type Phase, type TranscriberState } from './transcriber-state';
import { cleared, emptyTranscript, ended, type Transcript, turns, withEvent, withoutPartials } from './transcript';

/** What the user chose before the start. */
export interface SessionWishes extends MicrophoneWishes {
  /** ISO-639-1. */
  readonly language: string;
}

/** What a session is made of; tests bring their own. */
export interface SessionParts {
  readonly openMicrophone: (wishes: MicrophoneWishes) => Promise<MicrophoneOutcome>;
  readonly startCapture: (stream: MediaStream, onPcm: PcmListener) => Promise<Capture>;
  readonly makeSource: SourceFactory;
  readonly now: () => number;
}

/** Where a session shows how it is. */
export interface SessionView {
  update(change: Partial<TranscriberState>): void;
  level(dbfs: number): void;
}

/** How long Stop waits for the last words: our server gives up after 3 s, and says so. */
const FINISH_MILLIS = 5000;

/** Between two looks whether more can be sent, while no chunk of the microphone gives the occasion. */
const DRAIN_MILLIS = 40;

/** Tries to reconnect before the session counts as failed: some 20 s. */
const MAX_TRIES = 6;

/**
 * One session, from Start to its end: a microphone, a capture, and one connection after the other. Whatever way it ends,
 * all of them are closed. It tells what happens to its view, until it is disposed of.
 */
export class LiveSession {
  readonly #wishes: SessionWishes;
  readonly #parts: SessionParts;
  readonly #view: SessionView;
  readonly #abort = new AbortController();
  readonly #backOff = new BackOff({ maxMillis: 8000 });
  #source: TranscriptionSource;
  readonly #uplink: SpeechUplink;
  #microphone: Microphone | undefined;
  #capture: Capture | undefined;
  #transcript: Transcript = emptyTranscript;
  #phase: Phase = 'microphone';
  #finishSent = false;
  /** What ended the session while it finishes; shown when it has. */
  #cause: Problem | undefined;
  #timers: ReturnType<typeof setTimeout>[] = [];

  constructor(wishes: SessionWishes, parts: SessionParts, view: SessionView) {
    this.#wishes = wishes;
    this.#parts = parts;
    this.#view = {
      update: (change) => this.#isOver || view.update(change),
      level: (dbfs) => this.#isOver || view.level(dbfs),
    };
    this.#source = parts.makeSource(this.#sourceListener());
    this.#uplink = new SpeechUplink(
      this.#source.takesPcm,
      {
        onLevel: (dbfs) => this.#view.level(dbfs),
        onSpeaking: (speaking) => this.#view.update({ speaking }),
        onAudioLost: (millis) => this.#view.update({ notice: lostWords(millis) }),
      },
      parts.now,
    );
  }

  /** Opens everything and goes on until the session ends. Never rejects: failures are shown. */
  async run(): Promise<void> {
    try {
      const microphone = await this.#openMicrophone();
      this.#enter('connecting');
      // Both at once: what is said before a call is up is lost.
      await Promise.all([this.#startCapture(microphone), this.#connect(this.#source, microphone)]);
      this.#enter('listening', { startedAt: this.#parts.now() });
    } catch (error) {
      this.#fail(error);
    }
  }

  async stop(): Promise<void> {
    if (this.#phase === 'listening') await this.#finish();
    else if (this.#phase !== 'finishing') this.#end();
  }

  clear(): void {
    // The rest of a sentence in the making would come back with its beginning: it ends here.
    this.#uplink.endTurn(this.#partialItems());
    this.#transcript = cleared(this.#transcript);
  }

  dispose(): void {
    this.#abort.abort();
    this.#closeAll();
  }

  get #isOver(): boolean {
    return this.#abort.signal.aborted;
  }

  async #openMicrophone(): Promise<Microphone> {
    const outcome = await this.#parts.openMicrophone(this.#wishes);
    if (outcome.microphone === undefined) throw new ProblemError(`microphone_${outcome.failure}`);
    if (this.#isOver) {
      outcome.microphone.stop();
      this.#abort.signal.throwIfAborted();
    }
    this.#microphone = outcome.microphone;
    outcome.microphone.onLost(() => void this.#finish(problem('microphone_lost')));
    return outcome.microphone;
  }

  async #startCapture({ stream }: Microphone): Promise<void> {
    const hear = (pcm: ArrayBuffer): void => this.#uplink.hear(pcm, this.#partialItems());
    const capture = await this.#parts.startCapture(stream, hear).catch(() => {
      throw new ProblemError('audio_unsupported');
    });
    if (this.#isOver) await capture.close();
    this.#abort.signal.throwIfAborted();
    this.#capture = capture;
    this.#view.update({ deviceRate: capture.deviceRate });
  }

  async #connect(source: TranscriptionSource, { stream }: Microphone): Promise<void> {
    this.#source = source;
    await source.open({ language: this.#wishes.language, stream, signal: this.#abort.signal });
    this.#uplink.attach(source);
  }

  #sourceListener(): SourceListener {
    return {
      onEvent: (event) => this.#onEvent(event),
      onWritable: () => this.#uplink.pump(),
      onLost: (cause) => this.#onLost(cause),
    };
  }

  #onEvent(event: RealtimeEvent): void {
    const now = this.#parts.now();
    switch (event.type) {
      case 'session':
        this.#view.update({ model: event.model });
        break;
      case 'committed':
        this.#uplink.committed(event.itemId);
        break;
      case 'delta':
        // Only words prove that a connection is of use.
        this.#backOff.reset();
        this.#uplink.heardWords();
        this.#onDelta(event.itemId, now);
        break;
      case 'completed':
      case 'failed':
        this.#onFinished(event, now);
        break;
      case 'error':
        this.#onError(event.about, event.code);
        break;
      case 'dropped':
        this.#view.update({ notice: lostWords(event.millis) });
        break;
      default:
        break;
    }
    const startedAt = ('itemId' in event ? this.#uplink.speechStartOf(event.itemId) : undefined) ?? now;
    this.#show(withEvent(this.#transcript, event, startedAt));
    if (this.#phase === 'finishing') this.#endIfDone();
  }

  #onDelta(itemId: string, now: number): void {
    const spokenAt = this.#uplink.speechStartOf(itemId);
    const isFirst = !this.#transcript.items.some((item) => item.itemId === itemId && item.parts.length > 0);
    if (isFirst && spokenAt !== undefined) this.#view.update({ firstWordMillis: Math.max(0, now - spokenAt) });
  }

  #onFinished({ type, itemId }: RealtimeEvent & { readonly itemId: string }, now: number): void {
    const turn = this.#uplink.finished(itemId);
    if (type === 'failed') this.#view.update({ notice: 'One turn could not be transcribed.' });
    else if (turn?.speechEndedAt !== undefined) this.#view.update({ finalMillis: now - turn.speechEndedAt });
  }

  #onError(about: string | undefined, code: string | undefined): void {
    const isShown = !this.#uplink.refused(about) && this.#phase === 'listening';
    if (isShown) this.#view.update({ notice: errorNotice(code) });
  }

  #onLost(cause: Problem): void {
    this.#uplink.detach();
    if (this.#phase === 'finishing') this.#end();
    else if (cause.retryable && cause.code !== 'too_slow') void this.#reconnect(cause);
    else this.#fail(new ProblemError(cause.code));
  }

  /** Tries again, less and less often. Audio that can go twice does; a call's is said to be missing. */
  async #reconnect(cause: Problem): Promise<void> {
    const microphone = this.#microphone;
    if (microphone === undefined) return;
    const lostAt = this.#parts.now();
    this.#show(this.#source.takesPcm ? withoutPartials(this.#transcript) : ended(this.#transcript));
    let latest = cause;
    let atLeastMillis = 0;
    while (this.#backOff.tries < MAX_TRIES) {
      const waitMillis = Math.max(this.#backOff.nextMillis(), atLeastMillis);
      this.#enter('reconnecting', { problem: latest, retryAt: this.#parts.now() + waitMillis });
      try {
        await sleep(waitMillis, this.#abort.signal);
        this.#view.update({ retryAt: undefined });
        await this.#connect(this.#parts.makeSource(this.#sourceListener()), microphone);
        this.#enter('listening', { problem: undefined, notice: this.#reconnected(lostAt) });
        return;
      } catch (error) {
        if (!(error instanceof ProblemError) || !error.problem.retryable) {
          this.#fail(error);
          return;
        }
        latest = error.problem;
        atLeastMillis = error.retryAfterMillis;
      }
    }
    this.#fail(new ProblemError(latest.code));
  }

  #reconnected(lostAt: number): string {
    if (this.#source.takesPcm) return 'Connected again. What was said meanwhile was sent again.';
    const seconds = Math.max(1, Math.round((this.#parts.now() - lostAt) / 1000));
    return `Connected again. What was said just before and during the ${String(seconds)} s without connection is missing.`;
  }

  /** No more audio; the last words may still come. */
  async #finish(cause?: Problem): Promise<void> {
    if (this.#phase !== 'listening') {
      if (cause !== undefined) this.#fail(new ProblemError(cause.code));
      return;
    }
    this.#cause = cause;
    this.#enter('finishing');
    this.#timers.push(setTimeout(() => this.#end(), FINISH_MILLIS));
    await this.#closeAudio();
    if (this.#isOver) return;
    this.#uplink.endTurn(this.#partialItems());
    this.#drain();
  }

  #drain(): void {
    if (this.#isOver) return;
    this.#uplink.pump();
    if (!this.#uplink.allSent) {
      this.#timers.push(setTimeout(() => this.#drain(), DRAIN_MILLIS));
      return;
    }
    this.#finishSent = true;
    this.#source.finish();
    this.#endIfDone();
  }

  #endIfDone(): void {
    if (this.#finishSent && !this.#source.saysWhenDone && this.#uplink.settled) this.#end();
  }

  #end(): void {
    if (this.#isOver) return;
    this.#closeAll();
    this.#show(ended(this.#transcript));
    const phase = this.#cause === undefined ? 'stopped' : 'failed';
    this.#enter(phase, { problem: this.#cause, retryAt: undefined, endedAt: this.#parts.now() });
    this.#abort.abort();
  }

  /** @param error a {@link ProblemError}, or what an ended session throws out of its own promises. */
  #fail(error: unknown): void {
    if (this.#isOver) return;
    this.#cause = error instanceof ProblemError ? error.problem : problem('audio_unsupported');
    this.#end();
  }

  #closeAll(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#uplink.detach();
    this.#source.close();
    void this.#closeAudio();
  }

  async #closeAudio(): Promise<void> {
    this.#microphone?.stop();
    const capture = this.#capture;
    this.#capture = undefined;
    await capture?.close();
    this.#view.level(-Infinity);
  }

  #enter(phase: Phase, change: Partial<TranscriberState> = {}): void {
    if (this.#isOver) return;
    this.#phase = phase;
    this.#view.update({ ...change, phase });
  }

  #show(transcript: Transcript): void {
    if (transcript === this.#transcript || this.#isOver) return;
    this.#transcript = transcript;
    this.#view.update({ turns: turns(transcript) });
  }

  /** Items with words that are not final. */
  #partialItems(): readonly string[] {
    return this.#transcript.items
      .filter((item) => item.state === 'partial' && item.parts.length > 0)
      .map(({ itemId }) => itemId);
  }
}

function lostWords(millis: number): string {
  return `${(millis / 1000).toFixed(1)} s of audio were lost on a slow connection: words may be missing.`;
}

function errorNotice(code: string | undefined): string {
  return `The service reported an error${code === undefined ? '' : ` (${code})`}; the session goes on.`;
}
