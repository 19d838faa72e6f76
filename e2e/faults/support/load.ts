import { setTimeout as delay } from 'node:timers/promises';
import { type ChatClient } from './chat-client';

const TICK_MILLIS = 50;

/** Clients that say things all the time, each its share. */
export class Load {
  /** Ids that the server has acknowledged. */
  readonly acknowledged: string[] = [];
  private readonly said: Promise<unknown>[] = [];
  private readonly running: Promise<void>;
  private isStopped = false;

  /** Begins at once. */
  constructor(
    private readonly clients: readonly ChatClient[],
    messagesPerSecond: number,
  ) {
    this.running = this.run(messagesPerSecond);
  }

  /** Messages that are sent and not acknowledged yet. */
  get waiting(): number {
    return this.said.length - this.acknowledged.length;
  }

  /** Says no more, and resolves when everything is acknowledged. */
  async stop(): Promise<void> {
    this.isStopped = true;
    await this.running;
    await Promise.all(this.said);
  }

  private async run(messagesPerSecond: number): Promise<void> {
    const since = performance.now();
    while (!this.isStopped) {
      const due = ((performance.now() - since) * messagesPerSecond) / 1_000;
      while (this.said.length < due) this.next();
      await delay(TICK_MILLIS);
    }
  }

  private next(): void {
    const number = this.said.length;
    const client = this.clients[number % this.clients.length];
    if (client === undefined) return;
    this.said.push(client.say(`message ${number} of ${client.name}`).then((id) => this.acknowledged.push(id)));
  }
}
