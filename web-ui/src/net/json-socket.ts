import { type Decoded } from '../protocol/decoding';
import { type WireDetail, type WireTap } from '../wire/wire-log';
import { BackOff } from './back-off';
import { adviceFor, type CloseReason, reasonFor } from './close-codes';
import { type Readable, Store } from './store';

export type ConnectionState =
  /** Opening the socket, or waiting for the server's welcome. `lost` says why, when it was open before. */
  | { readonly kind: 'connecting'; readonly lost: CloseReason | undefined }
  | { readonly kind: 'open' }
  /** Will try again by itself at `retryAt` (milliseconds since the epoch). */
  | { readonly kind: 'waiting'; readonly lost: CloseReason; readonly retryAt: number }
  /** The server told the page to stay away. */
  | { readonly kind: 'refused'; readonly reason: CloseReason }
  /** Not begun, or ended by this page. */
  | { readonly kind: 'closed' };

/** What a door's protocol tells the socket. */
export interface Dialect<In, Out> {
  /** The first message of each new socket; it carries whatever resumes the session. */
  hello(): Out;
  decode(frame: string): Decoded<In>;
  /** The message that says that the server has taken the hello. */
  isWelcome(message: In): boolean;
  /** What the wire view says about a message. */
  explain?(message: In | Out): string | WireDetail | undefined;
}

/** The world as the socket sees it; tests bring their own. */
export interface SocketEnvironment {
  open(url: string): WebSocket;
  readonly now: () => number;
  readonly random: () => number;
  /** Fires `online` when the network is back. */
  readonly network: Pick<EventTarget, 'addEventListener' | 'removeEventListener'>;
}

export const browserEnvironment: SocketEnvironment = {
  open: (url) => new WebSocket(url),
  now: Date.now,
  random: Math.random,
  network: globalThis,
};

export interface JsonSocketOptions<In, Out> {
  /** Absolute, or relative to the page. */
  readonly url: string;
  readonly dialect: Dialect<In, Out>;
  readonly tap: WireTap;
  /** Gets each message, the welcome included, in the order of arrival. */
  readonly onMessage: (message: In) => void;
  readonly environment?: SocketEnvironment;
}

const welcomeWithinMillis = 10_000;
/** A socket that was open for so long counts as having worked: the next loss begins with a short wait. */
const provenAfterMillis = 5_000;

/**
 * A WebSocket that carries JSON messages and comes back by itself: it says hello, waits for the welcome, and after a loss
 * tries again, sooner at first and later then, unless the close code says not to. What is sent while it isn't open is not
 * kept here: its owner knows what is worth sending again.
 */
export class JsonSocket<In, Out> {
  readonly #options: JsonSocketOptions<In, Out>;
  readonly #environment: SocketEnvironment;
  readonly #connection = new Store<ConnectionState>({ kind: 'closed' });
  readonly #backOff: BackOff;
  #socket: WebSocket | undefined;
  #openSince: number | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: JsonSocketOptions<In, Out>) {
    this.#options = options;
    this.#environment = options.environment ?? browserEnvironment;
    this.#backOff = new BackOff({ random: this.#environment.random });
  }

  get connection(): Readable<ConnectionState> {
    return this.#connection;
  }

  get isOpen(): boolean {
    return this.#connection.state.kind === 'open';
  }

  /** Begins, or begins again after {@link close} or a refusal. Does nothing while it is under way. */
  connect(): void {
    const { kind } = this.#connection.state;
    if (kind !== 'closed' && kind !== 'refused') return;
    this.#environment.network.addEventListener('online', this.retryNow);
    this.#backOff.reset();
    this.#open(undefined);
  }

  /** Cuts a wait short. */
  readonly retryNow = (): void => {
    const { state } = this.#connection;
    if (state.kind === 'waiting') this.#open(state.lost);
  };

  /** @returns whether the message went out; false while the socket isn't open. */
  send(message: Out): boolean {
    if (!this.isOpen) return false;
    this.#write(message);
    return true;
  }

  /**
   * Gives this socket up and opens another at once: it looks open but doesn't answer, or the hello has changed. To the
   * server the page is away, not gone.
   */
  reopen(): void {
    if (this.#connection.state.kind === 'closed') return;
    this.#drop(4_000, 'again');
    this.#open(reasonFor(1_006));
  }

  /** Ends the session: to the server the page has left. */
  close(): void {
    this.#environment.network.removeEventListener('online', this.retryNow);
    this.#drop(1_000, '');
    this.#connection.set({ kind: 'closed' });
  }

  #open(lost: CloseReason | undefined): void {
    this.#stopTimer();
    this.#connection.set({ kind: 'connecting', lost });
    const socket = this.#environment.open(absolute(this.#options.url));
    this.#socket = socket;
    const isCurrent = (): boolean => socket === this.#socket;
    socket.addEventListener('open', () => {
      if (isCurrent()) this.#write(this.#options.dialect.hello());
    });
    socket.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      if (isCurrent() && typeof data === 'string') this.#receive(data);
    });
    socket.addEventListener('close', ({ code }) => {
      if (isCurrent()) this.#lost(code);
    });
    this.#timer = setTimeout(() => {
      this.#drop(4_000, 'no welcome');
      this.#lost(1_006);
    }, welcomeWithinMillis);
  }

  #receive(frame: string): void {
    const { dialect, tap, onMessage } = this.#options;
    const decoded = dialect.decode(frame);
    switch (decoded.kind) {
      case 'bad':
        tap.record('down', frame, `Not understood: ${decoded.problem}.`);
        return;
      case 'unknown':
        tap.record('down', frame, 'A type that this page does not know; it is left alone.');
        return;
      case 'message': {
        const { message } = decoded;
        tap.record('down', frame, dialect.explain?.(message));
        if (dialect.isWelcome(message)) {
          this.#stopTimer();
          this.#openSince = this.#environment.now();
          this.#connection.set({ kind: 'open' });
        }
        onMessage(message);
      }
    }
  }

  #write(message: Out): void {
    const frame = JSON.stringify(message);
    this.#options.tap.record('up', frame, this.#options.dialect.explain?.(message));
    this.#socket?.send(frame);
  }

  #lost(code: number): void {
    this.#socket = undefined;
    this.#stopTimer();
    const reason = reasonFor(code);
    const advice = adviceFor(code);
    if (advice.kind === 'stay_away') {
      this.#options.tap.remark(`Closed with ${String(code)}: ${reason.words} The page does not come back by itself.`);
      this.#environment.network.removeEventListener('online', this.retryNow);
      this.#connection.set({ kind: 'refused', reason });
      return;
    }
    if (this.#openSince !== undefined && this.#environment.now() - this.#openSince >= provenAfterMillis) {
      this.#backOff.reset();
    }
    this.#openSince = undefined;
    const waitMillis = Math.max(advice.atLeastMillis, this.#backOff.nextMillis());
    this.#options.tap.remark(`Closed with ${String(code)}: ${reason.words} Next try in ${seconds(waitMillis)}.`);
    this.#connection.set({ kind: 'waiting', lost: reason, retryAt: this.#environment.now() + waitMillis });
    this.#timer = setTimeout(() => this.#open(reason), waitMillis);
  }

  /** Lets go of the socket without hearing its close. */
  #drop(code: number, reason: string): void {
    this.#stopTimer();
    const socket = this.#socket;
    this.#socket = undefined;
    // Closing a socket that is still being opened makes the browser report an error that is none.
    if (socket?.readyState === 0) socket.addEventListener('open', () => socket.close(code, reason));
    else socket?.close(code, reason);
  }

  #stopTimer(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}

function absolute(url: string): string {
  const whole = new URL(url, globalThis.location.href);
  if (whole.protocol === 'http:' || whole.protocol === 'https:') whole.protocol = whole.protocol.replace('http', 'ws');
  return whole.href;
}

function seconds(millis: number): string {
  return `${(millis / 1_000).toFixed(1)} s`;
}
