import { type WireTap } from '../wire/wire-log';
import { type SocketEnvironment } from './environment';
import { type Link, type LinkListener, type Way } from './link';

export interface WebSocketWayOptions {
  /** Absolute, or relative to the page. */
  readonly url: string;
  readonly tap: WireTap;
  readonly environment: SocketEnvironment;
  readonly welcomeWithinMillis?: number;
}

/** The way over a WebSocket: a frame a message. */
export function webSocketWay({ url, tap, environment, welcomeWithinMillis = 10_000 }: WebSocketWayOptions): Way {
  return {
    kind: 'socket',
    tap,
    welcomeWithinMillis,
    open: (listener) => openSocket(environment.open(absolute(url)), listener),
  };
}

function openSocket(socket: WebSocket, listener: LinkListener): Link {
  let isDropped = false;
  socket.addEventListener('open', () => {
    if (!isDropped) listener.onOpen();
  });
  socket.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (!isDropped && typeof data === 'string') listener.onFrame(data);
  });
  socket.addEventListener('close', ({ code }) => {
    if (!isDropped) listener.onClose(code);
  });
  return {
    send: (frame) => {
      socket.send(frame);
      return frame;
    },
    close: (code, reason) => {
      isDropped = true;
      // Closing a socket that is still being opened makes the browser report an error that is none.
      if (socket.readyState === 0) socket.addEventListener('open', () => socket.close(code, reason));
      else socket.close(code, reason);
    },
  };
}

function absolute(url: string): string {
  const whole = new URL(url, globalThis.location.href);
  if (whole.protocol === 'http:' || whole.protocol === 'https:') whole.protocol = whole.protocol.replace('http', 'ws');
  return whole.href;
}
