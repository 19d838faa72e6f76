import OpusScript from 'opusscript';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openOpusDecoder, type AudioDecoder } from '../../src/media/opus';
import { tone } from '../support/caller';
import { correlation, energy } from '../support/signal';

let decoder: AudioDecoder;
let encoder: OpusScript;

beforeEach(async () => {
  decoder = await openOpusDecoder();
  encoder = new OpusScript(24_000, 1, OpusScript.Application.VOIP);
});

afterEach(() => {
  decoder.close();
  encoder.delete();
});

const encode = (pcm: Int16Array) => encoder.encode(Buffer.from(pcm.buffer, pcm.byteOffset, pcm.byteLength), 480);

function decodeFrames(pcm: Int16Array): Int16Array {
  const frames = Array.from({ length: pcm.length / 480 }, (_, i) => pcm.slice(i * 480, (i + 1) * 480));
  return Int16Array.from(frames.flatMap((frame) => [...decoder.decode(encode(frame))]));
}

describe('openOpusDecoder', () => {
  test('gives back at 24 kHz what was encoded', () => {
    const sent = tone(440, 500);
    const heard = decodeFrames(sent);
    expect(heard).toHaveLength(sent.length);
    expect(correlation(sent, heard)).toBeGreaterThan(0.95);
  });

  test('conceals a gap with a sound that fades', () => {
    decodeFrames(tone(440, 500));
    const concealed = decoder.conceal(2_880);
    expect(concealed).toHaveLength(2_880);
    expect(energy(concealed.subarray(0, 480))).toBeGreaterThan(1_000);
    expect(energy(concealed.subarray(2_400))).toBeLessThan(energy(concealed.subarray(0, 480)) / 4);
  });

  test('conceals no more than it is asked for, nor more than 120 ms', () => {
    decodeFrames(tone(440, 100));
    expect(decoder.conceal(480)).toHaveLength(480);
    expect(decoder.conceal(24_000)).toHaveLength(2_880);
  });

  test.each([
    ['damaged', Uint8Array.of(0xff, 0xff, 0xff)],
    ['empty', new Uint8Array()],
    ['too long', new Uint8Array(5_000)],
  ])('decodes nothing from a packet that is %s', (_what, payload) => {
    expect(decoder.decode(payload)).toHaveLength(0);
  });
});
