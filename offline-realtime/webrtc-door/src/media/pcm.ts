/** Samples a second of all PCM in the door: mono, as the Realtime API takes it. */
export const SAMPLE_RATE = 24_000;

/** Turns samples from −1 to 1 into 16-bit ones; louder ones are clipped. */
export function toPcm16(samples: Float32Array): Int16Array {
  const pcm = new Int16Array(samples.length);
  for (let i = 0; i < samples.length; i++) {
    const sample = Math.max(-1, Math.min(1, samples[i] ?? 0));
    pcm[i] = Math.round(sample * 32_767);
  }
  return pcm;
}

/** The samples in little-endian bytes, whatever the machine's order, as Base64. */
export function pcm16Base64(pcm: Int16Array): string {
  const bytes = Buffer.allocUnsafe(pcm.length * 2);
  for (let i = 0; i < pcm.length; i++) bytes.writeInt16LE(pcm[i] ?? 0, i * 2);
  return bytes.toString('base64');
}
