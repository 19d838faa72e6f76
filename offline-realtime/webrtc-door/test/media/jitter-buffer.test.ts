import { beforeEach, describe, expect, test } from 'vitest';
import { JitterBuffer } from '../../src/media/jitter-buffer';
import { type AudioPacket } from '../../src/media/rtp';

let lost: number;
let discarded: number;
let buffer: JitterBuffer;

const packet = (sequence: number): AudioPacket => ({
  ssrc: 1,
  sequence: sequence & 0xff_ff,
  timestamp: sequence * 960,
  payload: new Uint8Array(),
});
const push = (...sequences: number[]) => sequences.map((sequence) => due(buffer.push(packet(sequence))));
const due = (packets: readonly AudioPacket[]) => packets.map(({ sequence }) => sequence);

beforeEach(() => {
  lost = 0;
  discarded = 0;
  buffer = new JitterBuffer({ lost: (count) => (lost += count), discarded: () => discarded++ });
});

describe('JitterBuffer', () => {
  test('passes packets in order at once', () => {
    expect(push(7, 8, 9)).toEqual([[7], [8], [9]]);
  });

  test('puts swapped packets in order', () => {
    expect(push(1, 3, 4, 2, 5)).toEqual([[1], [], [], [2, 3, 4], [5]]);
    expect(lost).toBe(0);
  });

  test('goes on beyond the largest sequence number', () => {
    expect(push(65_534, 65_535, 65_537, 65_536)).toEqual([[65_534], [65_535], [], [0, 1]]);
  });

  test('gives up a packet when five wait for it', () => {
    expect(push(1, 3, 4, 5, 6, 7)).toEqual([[1], [], [], [], [], []]);
    expect(push(8)).toEqual([[3, 4, 5, 6, 7, 8]]);
    expect(lost).toBe(1);
  });

  test('waits anew for a second gap behind the first', () => {
    push(1, 3, 5, 6, 7, 8);
    expect(push(9)).toEqual([[3]]);
    expect(lost).toBe(1);
    expect(push(4)).toEqual([[4, 5, 6, 7, 8, 9]]);
  });

  test('discards what comes late or twice', () => {
    push(1, 2, 4);
    expect(push(2, 4, 1)).toEqual([[], [], []]);
    expect(discarded).toBe(3);
  });

  test('gives up all gaps on a flush', () => {
    push(1, 3, 6);
    expect(buffer.isWaiting).toBe(true);
    expect(due(buffer.flush())).toEqual([3, 6]);
    expect(lost).toBe(3);
    expect(buffer.isWaiting).toBe(false);
    expect(buffer.flush()).toEqual([]);
  });

  test('begins anew after a jump, forwards or back', () => {
    push(1, 3);
    expect(push(5_000, 5_001)).toEqual([[3, 5_000], [5_001]]);
    expect(push(10, 11)).toEqual([[10], [11]]);
    expect(lost).toBe(1);
  });
});
