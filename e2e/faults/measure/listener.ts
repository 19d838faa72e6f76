import { WebSocket } from 'ws';

interface Heard {
  readonly type: string;
  readonly id?: string;
  readonly code?: string;
}

/** Somebody in the chat, from an address of their own, as a trusted proxy states it. */
export class Listener {
  private readonly waiting = new Map<string, (millis: number) => void>();

  private constructor(readonly socket: WebSocket) {}

  /** Resolves when welcomed. */
  static open(port: number, address: string): Promise<Listener> {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/ws/chat`, { headers: { 'X-Forwarded-For': address } });
    const listener = new Listener(socket);
    return new Promise((resolve, reject) => {
      socket.once('error', reject);
      socket.once('open', () => socket.send('{"type":"hello"}'));
      socket.on('message', (data: Buffer) => {
        const heard = JSON.parse(data.toString()) as Heard;
        if (heard.type === 'welcome') resolve(listener);
        else if (heard.id !== undefined) listener.heard(heard.id);
      });
    });
  }

  /** Resolves with the time at which a message was heard. */
  hears(id: string): Promise<number> {
    return new Promise((resolve) => this.waiting.set(id, resolve));
  }

  private heard(id: string): void {
    this.waiting.get(id)?.(performance.now());
    this.waiting.delete(id);
  }
}

const PAUSE_MILLIS = 100;

/** Milliseconds from saying something to hearing it, of all listeners and rounds, sorted. */
export async function latencies(speaker: Listener, listeners: readonly Listener[], rounds: number): Promise<number[]> {
  const all: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const id = crypto.randomUUID();
    const heard = Promise.all(listeners.map((listener) => listener.hears(id)));
    const since = performance.now();
    speaker.socket.send(JSON.stringify({ type: 'say', id, text: 'How long does this take?' }));
    all.push(...(await heard).map((at) => at - since));
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLIS));
  }
  return all.sort((a, b) => a - b);
}

/** Median and 99th percentile, for people. */
export function quantiles(sorted: readonly number[]): { median: number; p99: number } {
  const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
  return { median: at(0.5), p99: at(0.99) };
}
