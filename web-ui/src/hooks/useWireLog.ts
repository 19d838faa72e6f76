import { useState, useSyncExternalStore } from 'react';
import { type WireEntry, WireLog } from '../wire/wire-log';

/** One log for as long as the component lives. */
export function useWireLog(): WireLog {
  return useState(() => new WireLog())[0];
}

/** What a log holds, kept up to date. */
export function useWireEntries(log: WireLog): readonly WireEntry[] {
  return useSyncExternalStore(
    (listener) => log.subscribe(listener),
    () => log.entries,
  );
}

/** Whether a log is paused, kept up to date. */
export function useWirePaused(log: WireLog): boolean {
  return useSyncExternalStore(
    (listener) => log.subscribe(listener),
    () => log.paused,
  );
}
