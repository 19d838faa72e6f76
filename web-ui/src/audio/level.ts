/** What digital silence is reported as, in dBFS: quieter than any microphone. */
export const SILENCE_DBFS = -100;

/** Mean level of samples of −1 … 1 in dBFS (0 is full scale, quieter is negative). */
export function levelDbfs(samples: Float32Array): number {
  if (samples.length === 0) return SILENCE_DBFS;
  let energy = 0;
  for (const sample of samples) energy += sample * sample;
  return Math.max(SILENCE_DBFS, 10 * Math.log10(energy / samples.length));
}

/** The quietest level that a meter shows, in dBFS. */
const METER_BOTTOM_DBFS = -60;

/** Where a meter stands, 0 … 1: ears hear ratios, so it is linear in dB. */
export function meterPosition(dbfs: number): number {
  return Math.max(0, Math.min(1, 1 - dbfs / METER_BOTTOM_DBFS));
}
