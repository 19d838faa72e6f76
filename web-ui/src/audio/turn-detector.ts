import { levelDbfs } from './level';
import { NoiseFloor } from './noise-floor';
import { SAMPLE_RATE } from './pcm16';

const FRAME_MILLIS = 20;
const FRAME_SAMPLES = (SAMPLE_RATE * FRAME_MILLIS) / 1000;

/** Times are milliseconds of audio since the detector's first sample. */
export interface SpeechStarted {
  readonly type: 'speech_started';
  readonly atMillis: number;
}

export interface SpeechEnded {
  readonly type: 'speech_ended';
  readonly startMillis: number;
  /** Where the last sound of speech was: before the hang-over. */
  readonly endMillis: number;
  /** `length`: nobody paused, but the turn had to end. */
  readonly reason: 'pause' | 'length';
}

export type TurnEvent = SpeechStarted | SpeechEnded;

export interface TurnDetectorOptions {
  /** How far above the noise speech begins, in dB. */
  readonly startMarginDb: number;
  /** How far above the noise it still goes on, in dB: word endings are quieter than their beginnings. */
  readonly stayMarginDb: number;
  /**
   * How long it has to be quiet before a turn ends. A commit overtakes audio that travels by RTP and waits in a jitter
   * buffer (tab 4), so this has to be longer than such a buffer: 600 ms against some 200.
   */
  readonly hangoverMillis: number;
  /**
   * The same after a word or two: who says so little mostly goes on, and a model understands two words alone badly.
   * From {@link briefMillis} of speech on it shrinks, to be {@link hangoverMillis} at twice that length.
   */
  readonly briefHangoverMillis: number;
  readonly briefMillis: number;
  /** From this length of a turn on the hang-over shrinks, evenly, … */
  readonly patientMillis: number;
  /** … to {@link shortestHangoverMillis} here, where a turn ends anyway: our server commits by itself after 15 s. */
  readonly longestTurnMillis: number;
  readonly shortestHangoverMillis: number;
}

const defaults: TurnDetectorOptions = {
  startMarginDb: 12,
  stayMarginDb: 8,
  hangoverMillis: 600,
  briefHangoverMillis: 1200,
  briefMillis: 1200,
  patientMillis: 8000,
  longestTurnMillis: 14_000,
  shortestHangoverMillis: 200,
};

/** Of the last five frames this many have to be loud for a start: a click is none. */
const START_VOTES = 3;
const START_FRAMES = 5;

interface Turn {
  readonly startMillis: number;
  lastLoudMillis: number;
}

/**
 * Says, frame by frame, when somebody starts and stops speaking: by the level above an adaptive noise floor, rumble
 * filtered out. Pure: no clock, no browser. It never stands between the microphone and the service, which gets all
 * audio; it only decides when a turn is committed.
 */
export class TurnDetector {
  readonly #options: TurnDetectorOptions;
  readonly #noise = new NoiseFloor();
  readonly #frame = new Float32Array(FRAME_SAMPLES);
  readonly #recent: boolean[] = [];
  #filled = 0;
  #lastIn = 0;
  #lastOut = 0;
  #nowMillis = 0;
  #turn: Turn | undefined;

  constructor(options: Partial<TurnDetectorOptions> = {}) {
    this.#options = { ...defaults, ...options };
  }

  /** Whether a turn is open; the hang-over is part of it. */
  get speaking(): boolean {
    return this.#turn !== undefined;
  }

  /** How much audio was heard so far, in milliseconds. */
  get nowMillis(): number {
    return this.#nowMillis;
  }

  /** Takes the next samples (24 kHz, −1 … 1), any number of them. @returns what happened in them, in order. */
  push(samples: Float32Array): readonly TurnEvent[] {
    const events: TurnEvent[] = [];
    for (const sample of samples) {
      this.#frame[this.#filled++] = this.#withoutRumble(sample);
      if (this.#filled === FRAME_SAMPLES) {
        this.#filled = 0;
        const event = this.#hear(levelDbfs(this.#frame));
        if (event !== undefined) events.push(event);
      }
    }
    return events;
  }

  /** Ends the open turn now, because the speaker pressed Stop or Clear. */
  end(): SpeechEnded | undefined {
    return this.#turn && this.#close(this.#turn, 'pause');
  }

  /** A high pass of one pole at about 75 Hz: an offset or a hum is no speech. */
  #withoutRumble(sample: number): number {
    this.#lastOut = sample - this.#lastIn + 0.98 * this.#lastOut;
    this.#lastIn = sample;
    return this.#lastOut;
  }

  #hear(dbfs: number): TurnEvent | undefined {
    const { startMarginDb, stayMarginDb } = this.#options;
    const aboveNoise = dbfs - this.#noise.dbfs;
    this.#noise.push(dbfs);
    this.#nowMillis += FRAME_MILLIS;
    this.#recent.push(aboveNoise > (this.#turn ? stayMarginDb : startMarginDb));
    if (this.#recent.length > START_FRAMES) this.#recent.shift();
    return this.#turn ? this.#goOn(this.#turn) : this.#maybeStart();
  }

  #maybeStart(): SpeechStarted | undefined {
    if (this.#recent.filter(Boolean).length < START_VOTES) return undefined;
    const framesAgo = this.#recent.length - this.#recent.indexOf(true);
    const startMillis = this.#nowMillis - framesAgo * FRAME_MILLIS;
    this.#turn = { startMillis, lastLoudMillis: this.#nowMillis };
    return { type: 'speech_started', atMillis: startMillis };
  }

  #goOn(turn: Turn): SpeechEnded | undefined {
    // One loud frame alone is a click, and doesn't keep a turn open.
    if (this.#recent.at(-1) === true && this.#recent.at(-2) === true) turn.lastLoudMillis = this.#nowMillis;
    if (this.#nowMillis - turn.startMillis >= this.#options.longestTurnMillis) return this.#close(turn, 'length');
    const quiet = this.#nowMillis - turn.lastLoudMillis;
    return quiet >= this.#hangoverOf(turn) ? this.#close(turn, 'pause') : undefined;
  }

  #hangoverOf(turn: Turn): number {
    const { hangoverMillis, briefHangoverMillis, briefMillis } = this.#options;
    const { shortestHangoverMillis, patientMillis, longestTurnMillis } = this.#options;
    const brevity = falling(turn.lastLoudMillis - turn.startMillis, briefMillis, 2 * briefMillis);
    const patience = falling(this.#nowMillis - turn.startMillis, patientMillis, longestTurnMillis);
    return (
      shortestHangoverMillis +
      patience * (hangoverMillis - shortestHangoverMillis) +
      brevity * (briefHangoverMillis - hangoverMillis)
    );
  }

  #close(turn: Turn, reason: SpeechEnded['reason']): SpeechEnded {
    this.#turn = undefined;
    this.#recent.length = 0;
    return { type: 'speech_ended', startMillis: turn.startMillis, endMillis: turn.lastLoudMillis, reason };
  }
}

/** 1 up to `from`, 0 from `to` on, evenly falling between them. */
function falling(value: number, from: number, to: number): number {
  return Math.max(0, Math.min(1, (to - value) / (to - from)));
}
