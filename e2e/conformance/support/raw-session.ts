import { once } from 'node:events';
import { WebSocket } from 'ws';

/** An event as it came, parsed. */
export interface RawEvent {
  readonly type: string;
  readonly [member: string]: unknown;
}

/** How a socket ended. */
export interface RawClose {
  readonly code: number;
  readonly reason: string;
}

/** A session without any client in between, to see and send what no client would. */
export class RawSession {
  /** All events, in order. */
  readonly events: RawEvent[] = [];
  private readonly arrivals = new EventTarget();
  private readonly socket: WebSocket;
  private close_: RawClose | undefined;

  /** `url` is the base URL with `http:`; `query` begins with a question mark, or is empty. */
  constructor(url: string, query: string, headers: Record<string, string>, protocols: readonly string[] = []) {
    this.socket = new WebSocket(`${url.replace(/^http/, 'ws')}/realtime${query}`, [...protocols], { headers });
    this.socket.on('message', (data: Buffer) => {
      this.events.push(JSON.parse(data.toString()) as RawEvent);
      this.arrivals.dispatchEvent(new Event('change'));
    });
    this.socket.on('close', (code, reason) => {
      this.close_ = { code, reason: reason.toString() };
      this.arrivals.dispatchEvent(new Event('change'));
    });
  }

  /** The types of all events, in order. */
  get types(): string[] {
    return this.events.map(({ type }) => type);
  }

  send(event: object | string | Buffer): void {
    this.socket.send(typeof event === 'string' || Buffer.isBuffer(event) ? event : JSON.stringify(event));
  }

  /** Resolves with the first event of this type from place `from` on; rejects when the socket closes before. */
  async event(type: string, from = 0): Promise<RawEvent> {
    for (;;) {
      const found = this.events.slice(from).find((event) => event.type === type);
      if (found !== undefined) return found;
      if (this.close_ !== undefined) throw new Error(`closed with ${this.close_.code}: ${this.types.join(', ')}`);
      await once(this.arrivals, 'change');
    }
  }

  /** Sends an event, and resolves with the first event of this type that comes after it. */
  ask(event: object | string | Buffer, type: string): Promise<RawEvent> {
    const from = this.events.length;
    this.send(event);
    return this.event(type, from);
  }

  /** Resolves when the other side has closed the socket. */
  async closed(): Promise<RawClose> {
    while (this.close_ === undefined) await once(this.arrivals, 'change');
    return this.close_;
  }

  close(): void {
    this.socket.close();
  }
}
