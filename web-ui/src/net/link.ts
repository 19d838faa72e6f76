import { type WireTap } from '../wire/wire-log';

/** What a link tells its owner: nothing any more after `onClose`, nor after the owner has closed it. */
export interface LinkListener {
  /** Frames can go up from now on. */
  onOpen(): void;
  onFrame(frame: string): void;
  /** @param code as a WebSocket has it; 1006 when the link broke, or never came about */
  onClose(code: number): void;
}

/** One connection to a server that carries text frames both ways, each in order; used once. */
export interface Link {
  /** Sends a frame, once the link is open. @returns how it looks on the wire */
  send(frame: string): string;
  close(code: number, reason: string): void;
}

/** What carries the frames: a WebSocket, or plain requests and a stream of events. */
export type WayKind = 'socket' | 'http';

/** A way to reach the server: makes links, of which each tells its listener asynchronously. */
export interface Way {
  readonly kind: WayKind;
  /** A link on which the server hasn't answered the hello by then is given up. */
  readonly welcomeWithinMillis: number;
  /** Where the frames of its links are shown. */
  readonly tap: WireTap;
  open(listener: LinkListener): Link;
}
