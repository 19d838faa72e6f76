type Events = Pick<EventTarget, 'addEventListener' | 'removeEventListener'>;

/** The world as the network code sees it; tests bring their own. */
export interface SocketEnvironment {
  open(url: string): WebSocket;
  readonly fetch: typeof fetch;
  /** Milliseconds since the epoch: it goes on while the computer sleeps, as timers do not. */
  readonly now: () => number;
  readonly random: () => number;
  /** Fires `online` and `offline` as the network comes and goes. */
  readonly network: Events;
  /** Fires `visibilitychange`. */
  readonly page: Events & Pick<Document, 'visibilityState'>;
}

export const browserEnvironment: SocketEnvironment = {
  open: (url) => new WebSocket(url),
  fetch: (input, init) => fetch(input, init),
  now: Date.now,
  random: Math.random,
  network: globalThis,
  page: globalThis.document,
};
