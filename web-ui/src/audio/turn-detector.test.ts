import { describe, expect, it } from 'vitest';
import { type Clip, readClip } from '../testing/speech/clips';
import { levelDbfs } from './level';
import { SAMPLE_RATE } from './pcm16';
import { type SpeechEnded, type SpeechStarted, TurnDetector, type TurnEvent } from './turn-detector';

const silence = (seconds: number): Float32Array => new Float32Array(Math.round(seconds * SAMPLE_RATE));

/** White noise from a fixed seed. */
function noise(seconds: number, dbfs: number): Float32Array {
  let seed = 42;
  const amplitude = 10 ** (dbfs / 20) * Math.sqrt(3);
  return silence(seconds).map(() => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return (seed / 2 ** 31 - 1) * amplitude;
  });
}

function join(...parts: Float32Array[]): Float32Array {
  return Float32Array.from(parts.flatMap((part) => [...part]));
}

function mix(a: Float32Array, b: Float32Array): Float32Array {
  return a.map((sample, index) => sample + (b[index] ?? 0));
}

function detect(samples: Float32Array, piece = 960): TurnEvent[] {
  const detector = new TurnDetector();
  const events: TurnEvent[] = [];
  for (let start = 0; start < samples.length; start += piece) {
    events.push(...detector.push(samples.subarray(start, start + piece)));
  }
  return events;
}

const starts = (events: TurnEvent[]): number[] =>
  events.filter((event): event is SpeechStarted => event.type === 'speech_started').map((event) => event.atMillis);
const ends = (events: TurnEvent[]): SpeechEnded[] =>
  events.filter((event): event is SpeechEnded => event.type === 'speech_ended');

/** Where the first word begins, and the pauses of 0.55 s and more between words, read off the waveforms; in ms. */
const clips: Record<Clip, { onset: number; pauses: readonly (readonly [number, number])[]; end: number }> = {
  jfk: {
    onset: 320,
    pauses: [
      [2180, 3280],
      [4340, 5400],
      [7580, 8180],
    ],
    end: 10_900,
  },
  '0870_librivox': { onset: 240, pauses: [], end: 6900 },
  '0890_librivox': { onset: 280, pauses: [], end: 5020 },
};

describe.each(Object.entries(clips) as [Clip, (typeof clips)[Clip]][])('TurnDetector over %s', (name, clip) => {
  const heard = join(readClip(name), noise(2, -60));
  const events = detect(heard);

  it('finds the first word within 300 ms', () => {
    expect(Math.abs((starts(events)[0] ?? Infinity) - clip.onset)).toBeLessThanOrEqual(300);
  });

  it('ends turns in real pauses and after the last word only', () => {
    for (const { endMillis } of ends(events)) {
      const inPause = clip.pauses.some(([from, to]) => endMillis >= from - 200 && endMillis <= to);
      expect(inPause || endMillis >= clip.end - 300, `turn ended at ${String(endMillis)} ms`).toBe(true);
    }
    expect(ends(events).at(-1)?.endMillis).toBeGreaterThan(clip.end - 300);
  });

  it('commits only where the last 550 ms are far quieter than the speech', () => {
    const loudest = levelDbfs(heard.subarray(0, clip.end * 24));
    for (const { endMillis } of ends(events)) {
      const hangover = heard.subarray(endMillis * 24, (endMillis + 550) * 24);
      expect(levelDbfs(hangover)).toBeLessThan(loudest - 12);
    }
  });

  it('hears the same however the stream is cut', () => {
    expect(detect(heard, 333)).toEqual(events);
  });

  it.each([-50, -40])('hears it over noise of %i dBFS', (dbfs) => {
    const noisy = mix(join(silence(4), heard), noise(4 + heard.length / SAMPLE_RATE, dbfs));
    const first = starts(detect(noisy)).find((at) => at > 3500);
    expect(Math.abs((first ?? Infinity) - 4000 - clip.onset)).toBeLessThanOrEqual(300);
  });

  it.each([-12, 6])('hears it %i dB louder', (gainDb) => {
    const gain = 10 ** (gainDb / 20);
    const found = detect(heard.map((sample) => Math.max(-1, Math.min(1, sample * gain))));
    expect(Math.abs((starts(found)[0] ?? Infinity) - clip.onset)).toBeLessThanOrEqual(300);
    expect(ends(found).at(-1)?.endMillis).toBeGreaterThan(clip.end - 400);
  });
});

describe('TurnDetector', () => {
  it('hears nothing in silence, in a hum, in an offset or in a click', () => {
    const hum = silence(3).map((_, index) => 0.02 * Math.sin((2 * Math.PI * 50 * index) / SAMPLE_RATE));
    const click = silence(3);
    click.fill(0.5, 30_000, 30_100);
    for (const sound of [silence(5), hum.map((sample) => sample / 10), click, silence(3).fill(0.1)]) {
      expect(starts(detect(sound))).toEqual([]);
    }
  });

  it('gets used to a noise that stays', () => {
    const events = detect(join(noise(2, -60), noise(20, -35)));
    expect(ends(events).length).toBeLessThanOrEqual(1);
    expect(ends(events)[0]?.endMillis ?? 0).toBeLessThan(6000);
    expect(starts(events).filter((at) => at > 6000)).toEqual([]);
  });

  it.each([
    ['two words', 1, 1.2],
    ['a sentence', 2.4, 0.6],
  ])('ends a turn of %s after its hang-over, and says when the speech itself ended', (_, seconds, hangover) => {
    const detector = new TurnDetector();
    const events = [...detector.push(join(silence(1), noise(seconds, -20), silence(hangover - 0.04)))];
    expect(events).toEqual([{ type: 'speech_started', atMillis: 1000 }]);
    expect(detector.speaking).toBe(true);
    const [ended] = ends([...detector.push(silence(0.08))]);
    expect(ended).toMatchObject({ startMillis: 1000, reason: 'pause' });
    expect(Math.abs((ended?.endMillis ?? 0) - 1000 - seconds * 1000)).toBeLessThanOrEqual(20);
    expect(detector.speaking).toBe(false);
  });

  it('takes shorter pauses as ends the longer a turn gets, and ends it at 14 s in any case', () => {
    const tenths = ({ endMillis }: SpeechEnded): number => Math.round(endMillis / 100) / 10;
    const twoWords = join(noise(0.46, -20), silence(0.04), noise(0.46, -20), silence(0.04));
    const speech = (seconds: number): Float32Array => join(...Array.from({ length: seconds }, () => twoWords));

    const patient = ends(detect(join(speech(6), silence(0.4), speech(1), silence(2))));
    expect(patient.map(tenths)).toEqual([7.4]);
    const impatient = ends(detect(join(speech(12), silence(0.4), speech(1), silence(2))));
    expect(impatient.map(tenths)).toEqual([12, 13.4]);

    const endless = ends(detect(speech(20)));
    expect(endless[0]).toMatchObject({ startMillis: 0, reason: 'length' });
    expect(endless[0]?.endMillis).toBeLessThanOrEqual(14_000);
  });

  it('ends the open turn on demand', () => {
    const detector = new TurnDetector();
    expect(detector.end()).toBeUndefined();
    detector.push(join(silence(1), noise(1, -20)));
    expect(detector.end()).toMatchObject({ startMillis: 1000, endMillis: 2000 });
    expect(detector.end()).toBeUndefined();
  });
});
