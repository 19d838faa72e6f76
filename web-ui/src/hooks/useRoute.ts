import { useCallback, useMemo, useSyncExternalStore } from 'react';

export const tabIds = [
  'broadcast',
  'peer-chat',
  'video',
  'transcribe-webrtc',
  'transcribe-websocket',
  'transcribe-server',
] as const;

export type TabId = (typeof tabIds)[number];

/** Where the page is, as the fragment of its address says: `#/video?room=tea`. */
export interface Route {
  readonly tab: TabId;
  readonly room: string | undefined;
}

function isTabId(value: string): value is TabId {
  return (tabIds as readonly string[]).includes(value);
}

/** Reads a fragment; anything unknown leads to the first tab. */
export function parseRoute(hash: string): Route {
  const fragment = hash.replace(/^#\/?/, '');
  const mark = fragment.indexOf('?');
  const path = mark < 0 ? fragment : fragment.slice(0, mark);
  const room = new URLSearchParams(mark < 0 ? '' : fragment.slice(mark)).get('room')?.trim();
  return { tab: isTabId(path) ? path : 'broadcast', room: room === '' ? undefined : room };
}

export function formatRoute({ tab, room }: Route): string {
  const query = room === undefined ? '' : `?${new URLSearchParams({ room }).toString()}`;
  return `#/${tab}${query}`;
}

/** The whole address of a route, to share. */
export function routeUrl(route: Route): string {
  return new URL(formatRoute(route), window.location.href).href;
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}

const readHash = (): string => window.location.hash;

/** The route that the address bar shows, and a way to change it (a new entry of the history). */
export function useRoute(): readonly [Route, (route: Route) => void] {
  const hash = useSyncExternalStore(subscribe, readHash);
  const route = useMemo(() => parseRoute(hash), [hash]);
  const navigate = useCallback((next: Route) => {
    window.location.hash = formatRoute(next);
  }, []);
  return [route, navigate];
}
