import { type SocketEnvironment } from '../net/environment';

/** A WebSocket without a network: the test plays the server. */
export class FakeSocket extends EventTarget {
  readyState = 0;
  readonly sent: unknown[] = [];
  closedWith: number | undefined;

  readonly url: string;

  constructor(url: string) {
    super();
    this.url = url;
  }

  send(frame: string): void {
    this.sent.push(JSON.parse(frame));
  }

  close(code: number): void {
    this.closedWith = code;
    this.readyState = 3;
  }

  /** The server accepts the socket. */
  accept(): void {
    this.readyState = 1;
    this.dispatchEvent(new Event('open'));
  }

  /** The server sends a message. */
  say(message: unknown): void {
    this.dispatchEvent(
      new MessageEvent('message', { data: typeof message === 'string' ? message : JSON.stringify(message) }),
    );
  }

  /** The server, or the network, ends the socket. */
  end(code: number): void {
    this.readyState = 3;
    this.dispatchEvent(new CloseEvent('close', { code }));
  }
}

/** Hands out fake sockets and remembers them; nobody answers requests, unless the test does. Time is the test's (fake timers). */
export class FakeNetwork implements SocketEnvironment {
  readonly sockets: FakeSocket[] = [];
  readonly network = new EventTarget();
  readonly page: EventTarget & { visibilityState: DocumentVisibilityState } = Object.assign(new EventTarget(), {
    visibilityState: 'visible',
  } as const);
  readonly now = Date.now;
  /** The least that a back-off may wait. */
  random = (): number => 0;

  open(url: string): WebSocket {
    const socket = new FakeSocket(url);
    this.sockets.push(socket);
    return socket as unknown as WebSocket;
  }

  fetch: typeof fetch = () => Promise.reject(new TypeError('nobody there'));

  get latest(): FakeSocket {
    const socket = this.sockets.at(-1);
    if (socket === undefined) throw new Error('No socket was opened');
    return socket;
  }
}
