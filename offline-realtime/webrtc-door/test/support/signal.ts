/** Samples that one signal may lag behind another: encoders look ahead. */
const MAX_LAG = 480;

/** How alike two signals are, from 0 to 1, at the lag that fits best. */
export function correlation(a: Int16Array, b: Int16Array): number {
  const length = Math.min(a.length, b.length) - MAX_LAG;
  const best = Array.from({ length: MAX_LAG }, (_, lag) => Math.abs(product(a, b, length, lag)));
  return Math.max(...best);
}

/** Root mean square. */
export function energy(samples: Int16Array): number {
  return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
}

function product(a: Int16Array, b: Int16Array, length: number, lag: number): number {
  let both = 0;
  let own = 0;
  let other = 0;
  for (let i = 0; i < length; i++) {
    const x = a[i] ?? 0;
    const y = b[i + lag] ?? 0;
    both += x * y;
    own += x * x;
    other += y * y;
  }
  return both / Math.sqrt(own * other);
}
