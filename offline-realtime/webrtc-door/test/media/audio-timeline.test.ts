import { beforeEach, describe, expect, test } from 'vitest';
import { AudioTimeline } from '../../src/media/audio-timeline';
import { type AudioDecoder } from '../../src/media/opus';

/** Decodes each packet to 20 ms of its first byte, and conceals up to 120 ms with 99s. */
const decoder: AudioDecoder = {
  decode: (payload) => (payload.length === 0 ? new Int16Array() : new Int16Array(480).fill(payload[0] ?? 0)),
  conceal: (samples) => new Int16Array(Math.min(samples, 2_880)).fill(99),
  close: () => undefined,
};

let heard: number[];
let filled: Record<string, number>;
let discarded: number;
let undecodable: number;
let timeline: AudioTimeline;

const accept = (timestamp: number, ...payload: number[]) =>
  timeline.accept({ ssrc: 1, sequence: 0, timestamp: timestamp >>> 0, payload: Uint8Array.from(payload) });

/** What was heard, as [sample, count] runs. */
const runs = () =>
  heard.reduce<[number, number][]>((all, sample) => {
    const last = all.at(-1);
    if (last?.[0] === sample) last[1]++;
    else all.push([sample, 1]);
    return all;
  }, []);

beforeEach(() => {
  heard = [];
  filled = {};
  discarded = 0;
  undecodable = 0;
  timeline = new AudioTimeline(
    decoder,
    {
      filled: (way, samples) => (filled[way] = (filled[way] ?? 0) + samples),
      discarded: () => discarded++,
      undecodable: () => undecodable++,
    },
    (pcm) => heard.push(...pcm),
  );
});

describe('AudioTimeline', () => {
  test('joins packets that follow each other, also where the timestamp wraps', () => {
    accept(0xff_ff_fc_40, 1);
    accept(0, 2);
    expect(runs()).toEqual([
      [1, 480],
      [2, 480],
    ]);
  });

  test('conceals one lost packet', () => {
    accept(0, 1);
    accept(1_920, 2);
    expect(runs()).toEqual([
      [1, 480],
      [99, 480],
      [2, 480],
    ]);
    expect(filled).toEqual({ concealed: 480 });
  });

  test('fills a pause with concealment that fades, then silence', () => {
    accept(0, 1);
    accept(960 + 48_000, 2);
    expect(runs()).toEqual([
      [1, 480],
      [99, 2_880],
      [0, 24_000 - 2_880],
      [2, 480],
    ]);
  });

  test('cuts a long gap to two seconds', () => {
    accept(0, 1);
    accept(960 + 20 * 48_000, 2);
    expect(heard).toHaveLength(480 + 48_000 + 480);
  });

  test('begins anew after a jump', () => {
    accept(0, 1);
    accept(100 * 48_000, 2);
    accept(10, 3);
    expect(runs()).toEqual([
      [1, 480],
      [2, 480],
      [3, 480],
    ]);
  });

  test('discards a packet whose time has been filled', () => {
    accept(0, 1);
    accept(1_920, 2);
    accept(960, 3);
    expect(discarded).toBe(1);
    expect(runs()).toEqual([
      [1, 480],
      [99, 480],
      [2, 480],
    ]);
  });

  test('conceals a damaged packet when the next one comes', () => {
    accept(0, 1);
    accept(960);
    expect(undecodable).toBe(1);
    accept(1_920, 2);
    expect(runs()).toEqual([
      [1, 480],
      [99, 480],
      [2, 480],
    ]);
  });
});
