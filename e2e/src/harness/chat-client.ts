import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { WebSocket } from 'ws';

interface Said {
  readonly type: string;
  readonly id?: string;
  readonly ref?: string;
  readonly code?: string;
  readonly text?: string;
}

/** Someone who chats without a page. */
export class ChatClient implements AsyncDisposable {
  readonly #socket: WebSocket;
  readonly #log: string[] = [];
  readonly #waiting = new Map<string, (outcome: 'said' | 'rate_limited') => void>();

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) => this.#receive(JSON.parse(data as string) as Said));
  }

  static async connect(gateway: URL, name: string): Promise<ChatClient> {
    const socket = new WebSocket(new URL('/ws/chat', gateway.href.replace('http', 'ws')));
    await new Promise((resolve, reject) => {
      socket.addEventListener('open', resolve);
      socket.addEventListener('error', reject);
    });
    const client = new ChatClient(socket);
    socket.send(JSON.stringify({ type: 'hello', name }));
    return client;
  }

  /** Several clients say a number of texts between them; returns those texts in the order that the server gave them. */
  static async sayAll(
    clients: readonly ChatClient[],
    count: number,
    text: (index: number) => string,
  ): Promise<string[]> {
    const texts = Array.from({ length: count }, (_, index) => text(index));
    await Promise.all(
      clients.map(async (client, which) => {
        for (const [index, mine] of texts.entries()) if (index % clients.length === which) await client.say(mine);
      }),
    );
    return (await clients[0]?.hears(new Set(texts))) ?? [];
  }

  /** Returns once this client has heard all of these texts, in the server's order; another's acknowledgement may come before. */
  async hears(texts: ReadonlySet<string>): Promise<string[]> {
    for (;;) {
      const heard = this.#log.filter((said) => texts.has(said));
      if (heard.length >= texts.size) return heard;
      await once(this.#socket, 'message');
    }
  }

  /** Returns when the server has acknowledged it; goes slower when the server asks for that. */
  async say(text: string): Promise<void> {
    const id = crypto.randomUUID();
    for (;;) {
      const outcome = new Promise<string>((resolve) => this.#waiting.set(id, resolve));
      this.#socket.send(JSON.stringify({ type: 'say', id, text }));
      if ((await outcome) === 'said') return;
      await delay(100);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = new Promise((resolve) => this.#socket.addEventListener('close', resolve));
    this.#socket.close(1000);
    await closed;
  }

  #receive(message: Said): void {
    if (message.type === 'said') {
      this.#log.push(message.text ?? '');
      this.#waiting.get(message.id ?? '')?.('said');
    }
    if (message.type === 'error' && message.code === 'rate_limited') {
      this.#waiting.get(message.ref ?? '')?.('rate_limited');
    }
  }
}
