import { describe, expect, it } from 'vitest';
import { levelDbfs, meterPosition, SILENCE_DBFS } from './level';
import { decodePcm16, encodePcm16, pcm16Bytes, pcm16Millis, toBase64 } from './pcm16';

describe('PCM16', () => {
  it('is little-endian, clamped, and silent where there is no number', () => {
    const bytes = new Uint8Array(encodePcm16(Float32Array.of(0, 0.5, -1, 1, 7, -7, Number.NaN)));
    expect([...bytes]).toEqual([0, 0, 0, 0x40, 0, 0x80, 0xff, 0x7f, 0xff, 0x7f, 0, 0x80, 0, 0]);
  });

  it('comes back within one step of the scale', () => {
    const samples = Float32Array.from({ length: 1000 }, (_, index) => Math.sin(index));
    decodePcm16(encodePcm16(samples)).forEach((sample, index) => {
      expect(Math.abs(sample - (samples[index] ?? 0))).toBeLessThanOrEqual(1 / 32_768);
    });
  });

  it('knows how long it plays', () => {
    expect(pcm16Millis(1920)).toBe(40);
    expect(pcm16Bytes(40)).toBe(1920);
    expect(pcm16Bytes(0.03) % 2).toBe(0);
  });

  it('travels as Base64, long pieces too', () => {
    const bytes = Uint8Array.from({ length: 50_000 }, (_, index) => index & 0xff);
    expect(toBase64(bytes.buffer)).toBe(Buffer.from(bytes).toString('base64'));
  });
});

describe('level', () => {
  it('is 0 dBFS for a full square, −20 for a tenth of it, and the bottom for silence and for nothing', () => {
    expect(levelDbfs(Float32Array.of(1, -1, 1, -1))).toBeCloseTo(0);
    expect(levelDbfs(Float32Array.of(0.1, -0.1))).toBeCloseTo(-20);
    expect(levelDbfs(new Float32Array(10))).toBe(SILENCE_DBFS);
    expect(levelDbfs(new Float32Array(0))).toBe(SILENCE_DBFS);
  });

  it('moves a meter between 0 and 1', () => {
    expect(meterPosition(0)).toBe(1);
    expect(meterPosition(-30)).toBe(0.5);
    expect(meterPosition(SILENCE_DBFS)).toBe(0);
  });
});
