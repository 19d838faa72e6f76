import { WebSocket } from 'ws';

/** A message of either door. */
export interface Message {
  readonly type: string;
  readonly [member: string]: unknown;
}

const FIRST_DELAY_MILLIS = 50;
const LONGEST_DELAY_MILLIS = 1_000;
const HANDSHAKE_MILLIS = 5_000;
const FIRST_FATAL_CODE = 4_500;
const STATES = ['connecting', 'open', 'closing', 'closed'];

/** A client that comes back whenever its socket is lost, as the page does, only faster. */
export abstract class Reconnecting {
  /** How sockets ended, by close code. */
  readonly closes = new Map<number, number>();
  /** From losing a socket to the next welcome, the longest so far. */
  longestAbsenceMillis = 0;
  private readonly url: string;
  private socket: WebSocket | undefined;
  private attempts = 0;
  private lostAt: number | undefined;
  private isLeaving = false;
  private isWelcome = false;

  constructor(port: number, path: string) {
    this.url = `ws://127.0.0.1:${port}${path}`;
  }

  /** What to say first to a new socket. */
  protected abstract hello(): Message;

  protected abstract receive(message: Message): void;

  /** Called when a socket ends with a code after which nobody may come back. */
  protected abstract refused(code: number): void;

  connect(): void {
    const socket = new WebSocket(this.url, { handshakeTimeout: HANDSHAKE_MILLIS });
    this.socket = socket;
    socket.on('open', () => socket.send(JSON.stringify(this.hello())));
    socket.on('message', (data: Buffer) => {
      if (socket === this.socket) this.receive(JSON.parse(data.toString()) as Message);
    });
    // An error is always followed by a close.
    socket.on('error', () => undefined);
    socket.on('close', (code) => this.closed(code));
  }

  /** Goes, and does not come back. */
  leave(): void {
    this.isLeaving = true;
    this.socket?.close(1000);
  }

  /** Whether it has been welcomed, and not lost its socket since. */
  protected get isIn(): boolean {
    return this.isWelcome;
  }

  /** What its socket is doing. */
  protected get state(): string {
    const socket = STATES[this.socket?.readyState ?? WebSocket.CLOSED];
    return `${this.isWelcome ? 'welcomed' : 'not welcomed'}, socket ${socket}, attempt ${this.attempts}`;
  }

  /** To be called at each welcome. */
  protected arrived(): void {
    this.isWelcome = true;
    this.attempts = 0;
    if (this.lostAt !== undefined) {
      this.longestAbsenceMillis = Math.max(this.longestAbsenceMillis, performance.now() - this.lostAt);
      this.lostAt = undefined;
    }
  }

  /** Sends now, if there is a socket; whoever sends sees to it that what matters is sent again. */
  protected send(message: Message): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
  }

  private closed(code: number): void {
    this.isWelcome = false;
    if (this.isLeaving) return;
    if (this.lostAt === undefined) {
      this.lostAt = performance.now();
      this.closes.set(code, (this.closes.get(code) ?? 0) + 1);
    }
    if (code >= FIRST_FATAL_CODE && code < 5_000) {
      this.refused(code);
      return;
    }
    const longest = Math.min(LONGEST_DELAY_MILLIS, FIRST_DELAY_MILLIS * 2 ** this.attempts);
    this.attempts++;
    setTimeout(
      () => {
        if (!this.isLeaving) this.connect();
      },
      longest * (0.5 + Math.random() / 2),
    );
  }
}
