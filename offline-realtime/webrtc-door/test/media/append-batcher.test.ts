import { beforeEach, describe, expect, test } from 'vitest';
import { AppendBatcher } from '../../src/media/append-batcher';

let events: { type: string; audio: string }[];
let lengths: number[];
let batcher: AppendBatcher;

beforeEach(() => {
  events = [];
  lengths = [];
  batcher = new AppendBatcher((event, samples) => {
    events.push(JSON.parse(event) as { type: string; audio: string });
    lengths.push(samples);
  });
});

describe('AppendBatcher', () => {
  test('gathers two packets of 20 ms into an event', () => {
    batcher.write(new Int16Array(480));
    expect(events).toEqual([]);
    batcher.write(new Int16Array(480));
    expect(lengths).toEqual([960]);
    expect(events[0]?.type).toBe('input_audio_buffer.append');
  });

  test('writes little-endian Base64', () => {
    batcher.write(Int16Array.of(1, -2, 0x12_34));
    batcher.flush();
    expect(Buffer.from(events[0]?.audio ?? '', 'base64')).toEqual(Buffer.of(1, 0, 0xfe, 0xff, 0x34, 0x12));
  });

  test('splits long audio into events of 100 ms', () => {
    batcher.write(new Int16Array(6_000));
    expect(lengths).toEqual([2_400, 2_400, 1_200]);
  });

  test('keeps the order of samples across events', () => {
    const pcm = Int16Array.from({ length: 5_000 }, (_, i) => i);
    batcher.write(pcm.subarray(0, 700));
    batcher.write(pcm.subarray(700));
    batcher.flush();
    const bytes = Buffer.concat(events.map(({ audio }) => Buffer.from(audio, 'base64')));
    expect(Array.from({ length: 5_000 }, (_, i) => bytes.readInt16LE(i * 2))).toEqual([...pcm]);
  });

  test('flushes nothing when there is nothing', () => {
    batcher.flush();
    expect(events).toEqual([]);
  });
});
