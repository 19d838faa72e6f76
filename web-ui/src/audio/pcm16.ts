/** The one audio format of the Realtime API here: 16-bit little-endian samples, one channel, this many a second. */
export const SAMPLE_RATE = 24_000;

const BYTES_PER_SAMPLE = 2;
const FULL_SCALE = 32_768;

/** Writes samples of −1 … 1 as PCM16 little-endian; what is louder is clamped, what isn't a number is silence. */
export function encodePcm16(samples: Float32Array): ArrayBuffer {
  const bytes = new ArrayBuffer(samples.length * BYTES_PER_SAMPLE);
  const view = new DataView(bytes);
  samples.forEach((sample, index) => {
    const scaled = Math.round(sample * FULL_SCALE);
    const clamped = Math.max(-FULL_SCALE, Math.min(FULL_SCALE - 1, scaled));
    view.setInt16(index * BYTES_PER_SAMPLE, clamped, true);
  });
  return bytes;
}

/** Reads PCM16 little-endian as samples of −1 … 1. */
export function decodePcm16(bytes: ArrayBuffer): Float32Array {
  const view = new DataView(bytes);
  const samples = new Float32Array(Math.floor(bytes.byteLength / BYTES_PER_SAMPLE));
  for (let index = 0; index < samples.length; index++) {
    samples[index] = view.getInt16(index * BYTES_PER_SAMPLE, true) / FULL_SCALE;
  }
  return samples;
}

/** How long a piece of PCM16 plays, in milliseconds. */
export function pcm16Millis(byteLength: number): number {
  return (byteLength / BYTES_PER_SAMPLE / SAMPLE_RATE) * 1000;
}

/** How many bytes of PCM16 play for that long; always whole samples. */
export function pcm16Bytes(millis: number): number {
  return Math.round((millis / 1000) * SAMPLE_RATE) * BYTES_PER_SAMPLE;
}

/** `String.fromCharCode` takes its characters as arguments, and an engine takes only so many of those. */
const CHARACTERS_AT_ONCE = 8192;

export function toBase64(bytes: ArrayBuffer): string {
  const octets = new Uint8Array(bytes);
  let binary = '';
  for (let start = 0; start < octets.length; start += CHARACTERS_AT_ONCE) {
    binary += String.fromCharCode(...octets.subarray(start, start + CHARACTERS_AT_ONCE));
  }
  return btoa(binary);
}
