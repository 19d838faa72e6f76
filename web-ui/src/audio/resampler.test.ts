import { describe, expect, it } from 'vitest';
import { levelDbfs } from './level';
import { StreamingResampler } from './resampler';

function sine(frequency: number, rate: number, seconds: number): Float32Array {
  return Float32Array.from(
    { length: Math.round(rate * seconds) },
    (_, index) => 0.5 * Math.sin((2 * Math.PI * frequency * index) / rate),
  );
}

function resample(input: Float32Array, from: number, to: number, pieces = [input.length]): Float32Array {
  const resampler = new StreamingResampler(from, to);
  const output: number[] = [];
  let start = 0;
  for (let turn = 0; start < input.length; turn++) {
    const length = pieces[turn % pieces.length] ?? input.length;
    output.push(...resampler.push(input.subarray(start, start + length)));
    start += length;
  }
  return Float32Array.from(output);
}

/** Level of what differs from the ideal sine, against the sine, in dB; the start, where the stream comes from silence, is left out. */
function errorDb(actual: Float32Array, frequency: number, rate: number): number {
  const ideal = sine(frequency, rate, actual.length / rate).subarray(400);
  const difference = actual.subarray(400).map((sample, index) => sample - (ideal[index] ?? 0));
  return levelDbfs(difference) - levelDbfs(ideal);
}

describe('StreamingResampler', () => {
  it.each([
    [48_000, 1000],
    [48_000, 9000],
    [44_100, 440],
    [44_100, 1000],
    [44_100, 9000],
    [96_000, 3000],
    [16_000, 1000],
    [16_000, 6000],
    [8_000, 1000],
    [24_000, 1000],
  ])('turns a sine of %i samples a second and %i Hz into the same sine of 24,000', (rate, frequency) => {
    const output = resample(sine(frequency, rate, 0.5), rate, 24_000);
    expect(output.length).toBeGreaterThan(24_000 * 0.49);
    expect(errorDb(output, frequency, 24_000)).toBeLessThan(-70);
  });

  it.each([
    [48_000, 13_000],
    [44_100, 14_000],
    [96_000, 20_000],
  ])('keeps what 24,000 samples a second cannot carry from folding back (%i: %i Hz)', (rate, frequency) => {
    const output = resample(sine(frequency, rate, 0.5), rate, 24_000);
    expect(levelDbfs(output.subarray(400)) - levelDbfs(sine(frequency, rate, 0.5))).toBeLessThan(-70);
  });

  it('gives the same samples however the stream is cut', () => {
    const input = sine(700, 44_100, 0.4);
    const whole = resample(input, 44_100, 24_000);
    const cut = resample(input, 44_100, 24_000, [128, 1, 77, 441, 0, 3000]);
    expect(cut).toEqual(whole);
  });

  it('gives as many samples as time has passed, without drift, over a minute of 128-sample quanta', () => {
    const resampler = new StreamingResampler(44_100, 24_000);
    const quantum = new Float32Array(128);
    const quanta = Math.floor((44_100 * 60) / 128);
    let count = 0;
    for (let index = 0; index < quanta; index++) count += resampler.push(quantum).length;
    expect(Math.abs(count - (quanta * 128 * 24_000) / 44_100)).toBeLessThan(48);
  });

  it('leaves a constant as it is', () => {
    const output = resample(new Float32Array(4800).fill(0.25), 48_000, 24_000);
    for (const sample of output.subarray(100)) expect(sample).toBeCloseTo(0.25, 6);
  });
});
