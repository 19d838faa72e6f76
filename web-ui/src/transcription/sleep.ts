/** Fulfilled after that long; rejected with the signal's reason when it is aborted first. */
export function sleep(millis: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const giveUp = (): void => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', giveUp);
      resolve();
    }, millis);
    signal.addEventListener('abort', giveUp, { once: true });
  });
}
