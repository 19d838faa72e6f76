import { vi } from 'vitest';

/** Waits until `assertion` holds: as long as a busy machine may need, and no longer than it takes. */
export function eventually<T>(assertion: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(assertion, { timeout: 20_000, interval: 20 });
}
