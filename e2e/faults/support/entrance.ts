import { connect, createServer, type Server, type Socket } from 'node:net';

/** A server behind an {@link Entrance}. */
export interface Backend {
  readonly port: number;
  isReady(): Promise<boolean>;
}

/** How a connection ends that nobody closes. */
export type Cut =
  /** Both ends learn of it at once. */
  | 'reset'
  /** The client learns of it; the server believes for a while that all is well. */
  | 'half-open'
  /** Nobody learns of it: the connections stay, and whatever is sent is swallowed. */
  | 'silent';

const CHECK_MILLIS = 250;
const HALF_OPEN_MILLIS = 3_000;

/**
 * One address for several servers: a balancer of TCP connections, at which a network can fail. Takes the ready servers in
 * turn, and the next one where a connection is refused. Knows nothing of what passes.
 */
export class Entrance {
  private readonly server: Server;
  private readonly links = new Set<Link>();
  private readonly check: NodeJS.Timeout;
  private ready: readonly Backend[];
  private turn = 0;

  private constructor(private readonly backends: readonly Backend[]) {
    this.ready = backends;
    this.server = createServer({ pauseOnConnect: true }, (client) => this.accept(client));
    this.check = setInterval(() => void this.findReady(), CHECK_MILLIS);
  }

  static async open(backends: readonly Backend[]): Promise<Entrance> {
    const entrance = new Entrance(backends);
    await new Promise<void>((resolve, reject) => {
      entrance.server.once('error', reject);
      entrance.server.listen(0, '127.0.0.1', resolve);
    });
    return entrance;
  }

  get port(): number {
    return (this.server.address() as { port: number }).port;
  }

  /** Connections that clients have open now. */
  get connections(): number {
    return this.open().length;
  }

  /** How many connections it has, in which states. */
  describe(): string {
    return `${this.links.size} connections at the entrance, ${this.connections} of them open`;
  }

  /** Cuts this many connections, chosen at random; fewer if there are fewer. Returns how many. */
  cut(count: number, how: (index: number) => Cut): number {
    const shuffled = this.open()
      .map((link) => ({ link, key: Math.random() }))
      .sort((a, b) => a.key - b.key)
      .slice(0, count);
    shuffled.forEach(({ link }, index) => link.cut(how(index)));
    return shuffled.length;
  }

  async close(): Promise<void> {
    clearInterval(this.check);
    for (const link of this.links) link.cut('reset');
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private open(): Link[] {
    return [...this.links].filter((link) => link.isOpen);
  }

  private async findReady(): Promise<void> {
    const states = await Promise.all(this.backends.map((backend) => backend.isReady()));
    const ready = this.backends.filter((_, index) => states[index]);
    // With nobody ready any server gives a better answer than no connection.
    this.ready = ready.length === 0 ? this.backends : ready;
  }

  private accept(client: Socket): void {
    const order = this.ready.map((_, index) => this.ready[(this.turn + index) % this.ready.length]?.port ?? 0);
    this.turn++;
    const link = new Link(client, order, () => this.links.delete(link));
    this.links.add(link);
  }
}

/** One connection of a client, and the one to a server that belongs to it. */
class Link {
  private server: Socket | undefined;
  private isCut = false;

  constructor(
    private readonly client: Socket,
    private readonly ports: number[],
    private readonly onGone: () => void,
  ) {
    client.setNoDelay(true);
    client.on('error', () => this.cut('reset'));
    client.on('close', () => {
      if (this.isCut) return;
      this.server?.destroySoon();
      this.onGone();
    });
    this.tryNext();
  }

  get isOpen(): boolean {
    return !this.isCut && this.server?.readyState === 'open';
  }

  cut(how: Cut): void {
    this.isCut = true;
    this.client.unpipe();
    this.server?.unpipe();
    if (how === 'silent') {
      this.client.resume();
      this.server?.resume();
      return;
    }
    this.client.resetAndDestroy();
    if (how === 'reset') {
      this.end();
    } else {
      // What the server sends goes nowhere.
      this.server?.resume();
      setTimeout(() => this.end(), HALF_OPEN_MILLIS).unref();
    }
  }

  private end(): void {
    this.server?.resetAndDestroy();
    this.onGone();
  }

  private tryNext(): void {
    const port = this.ports.shift();
    if (port === undefined || this.isCut) {
      this.client.resetAndDestroy();
      this.onGone();
      return;
    }
    const server = connect({ host: '127.0.0.1', port, noDelay: true });
    server.once('connect', () => {
      this.server = server;
      this.client.pipe(server);
      server.pipe(this.client);
      if (this.isCut || this.client.destroyed) this.end();
    });
    server.on('error', () => {
      if (this.server === undefined) this.tryNext();
      else this.client.resetAndDestroy();
    });
    server.on('close', () => {
      if (this.server === server) this.client.destroySoon();
    });
  }
}
