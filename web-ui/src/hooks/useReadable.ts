import { useSyncExternalStore } from 'react';
import { type Readable } from '../net/store';

/** The state of something that can be watched, kept up to date. */
export function useReadable<S>(readable: Readable<S>): S {
  return useSyncExternalStore(readable.subscribe, () => readable.state);
}
