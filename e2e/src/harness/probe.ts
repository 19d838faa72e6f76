import type { Page } from '@playwright/test';

/** What a page has opened and not closed. */
export interface OpenThings {
  readonly sockets: number;
  readonly peers: number;
  readonly tracks: number;
  readonly audioContexts: number;
}

/** What {@link installProbe} leaves in the page. */
export interface Probe {
  readonly sockets: WebSocket[];
  readonly peers: RTCPeerConnection[];
  readonly tracks: MediaStreamTrack[];
  readonly audioContexts: AudioContext[];
  /** When the page last got a microphone or camera, by `performance.now()`. */
  mediaAt: number | undefined;
}

declare global {
  interface Window {
    parleyProbe: Probe;
  }
}

/** Lets a page note what it opens, before any of its own code runs. It changes nothing of what the page does. */
export async function installProbe(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const probe: Probe = { sockets: [], peers: [], tracks: [], audioContexts: [], mediaAt: undefined };
    window.parleyProbe = probe;
    const noted = <Opened extends object>(type: new (...options: never[]) => Opened, list: Opened[]): typeof type =>
      new Proxy(type, {
        construct(original, options, asked) {
          const opened = Reflect.construct(original, options, asked) as Opened;
          list.push(opened);
          return opened;
        },
      });
    window.WebSocket = noted(window.WebSocket, probe.sockets) as typeof WebSocket;
    window.RTCPeerConnection = noted(window.RTCPeerConnection, probe.peers) as typeof RTCPeerConnection;
    window.AudioContext = noted(window.AudioContext, probe.audioContexts) as typeof AudioContext;
    // A page that isn't secure has none.
    const devices = navigator.mediaDevices as MediaDevices | undefined;
    if (devices === undefined) return;
    const getUserMedia = devices.getUserMedia.bind(devices);
    devices.getUserMedia = async (constraints) => {
      const stream = await getUserMedia(constraints);
      probe.mediaAt = performance.now();
      probe.tracks.push(...stream.getTracks());
      return stream;
    };
  });
}

/** How much of what the page opened is still open. */
export function openThings(page: Page): Promise<OpenThings> {
  return page.evaluate(() => {
    const { sockets, peers, tracks, audioContexts } = window.parleyProbe;
    return {
      sockets: sockets.filter(({ readyState }) => readyState === WebSocket.CONNECTING || readyState === WebSocket.OPEN)
        .length,
      peers: peers.filter(({ connectionState }) => connectionState !== 'closed').length,
      tracks: tracks.filter(({ readyState }) => readyState === 'live').length,
      audioContexts: audioContexts.filter(({ state }) => state !== 'closed').length,
    };
  });
}

/** All statistics of one kind of the page's latest peer connection. */
export function peerStats(page: Page, type: string): Promise<Readonly<Record<string, unknown>>[]> {
  return page.evaluate(async (wanted) => {
    const report = await window.parleyProbe.peers.at(-1)?.getStats();
    const entries = [...((report?.values() ?? []) as Iterable<Record<string, unknown>>)];
    return entries.filter((entry) => entry.type === wanted);
  }, type);
}

/** The sum of one number over such statistics; 0 if there are none. */
export async function peerStat(page: Page, type: string, name: string, kind?: 'audio' | 'video'): Promise<number> {
  const entries = await peerStats(page, type);
  return entries
    .filter((entry) => kind === undefined || entry.kind === kind)
    .reduce((sum, entry) => sum + Number(entry[name] ?? 0), 0);
}

/** Milliseconds since the page got its microphone. */
export function sinceMedia(page: Page): Promise<number> {
  return page.evaluate(() => performance.now() - (window.parleyProbe.mediaAt ?? Number.NaN));
}
