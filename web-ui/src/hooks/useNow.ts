import { useEffect, useState } from 'react';

/** The time in milliseconds since the epoch, twice a second while it is needed. */
export function useNow(isNeeded: boolean): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (!isNeeded) return undefined;
    const tick = (): void => setNow(Date.now());
    const timer = setInterval(tick, 500);
    return () => clearInterval(timer);
  }, [isNeeded]);
  return now;
}
