import { setTimeout as delay } from 'node:timers/promises';

const POLL_MILLIS = 50;

/** Resolves with true as soon as the condition holds, or with false when that takes too long. */
export async function within(millis: number, condition: () => boolean | Promise<boolean>): Promise<boolean> {
  const deadline = performance.now() + millis;
  while (!(await condition())) {
    if (performance.now() > deadline) return false;
    await delay(POLL_MILLIS);
  }
  return true;
}
