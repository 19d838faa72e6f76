import { connect, createServer, type Server, type Socket } from 'node:net';

/**
 * What becomes of WebSockets: `refuse`: their upgrade is answered with 403, as some proxies do; `swallow`: it is accepted,
 * and then nothing passes.
 */
export type Upgrades = 'pass' | 'refuse' | 'swallow';

/**
 * A TCP proxy between a page and the gateway, through which a network can be taken away: sockets are severed, not closed
 * politely, and what is sent or opened meanwhile waits. It knows nothing of what passes but, if it is asked to bar WebSockets,
 * their upgrades.
 */
export class SeverableProxy implements AsyncDisposable {
  readonly #server: Server;
  #targetPort: number;
  readonly #links = new Set<Link>();
  #isCut = false;
  #isHeld = false;
  #upgrades: Upgrades = 'pass';

  private constructor(targetPort: number) {
    this.#targetPort = targetPort;
    this.#server = createServer({ allowHalfOpen: true, pauseOnConnect: true }, (client) => this.#accept(client));
  }

  static async open(targetPort: number): Promise<SeverableProxy> {
    const proxy = new SeverableProxy(targetPort);
    await new Promise<void>((resolve, reject) => {
      proxy.#server.once('error', reject);
      proxy.#server.listen(0, '127.0.0.1', resolve);
    });
    return proxy;
  }

  /** The page's address through this proxy. */
  get url(): string {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('the proxy is closed');
    return `http://localhost:${address.port}`;
  }

  /** Lets WebSockets through from now on, or bars them: those that are open are severed with all the rest. */
  bar(upgrades: Exclude<Upgrades, 'pass'>): void {
    this.#upgrades = upgrades;
    for (const link of this.#links) link.sever();
  }

  /** Lets WebSockets through again. */
  unbar(): void {
    this.#upgrades = 'pass';
  }

  /** Leads new connections to another port, as a load balancer does when a node is gone. */
  redirect(targetPort: number): void {
    this.#targetPort = targetPort;
  }

  /** Severs every connection, and lets new ones wait for {@link restore}. */
  cut(): void {
    this.#isCut = true;
    for (const link of this.#links) link.sever();
  }

  restore(): void {
    this.#isCut = false;
    for (const link of this.#links) link.begin(this.#targetPort, this.#upgrades);
  }

  /** Lets every byte wait, both ways, until {@link release}; nothing is lost and nothing is severed. */
  hold(): void {
    this.#isHeld = true;
    for (const link of this.#links) link.hold();
  }

  release(): void {
    this.#isHeld = false;
    for (const link of this.#links) link.release();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const link of this.#links) link.sever();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  #accept(client: Socket): void {
    const link = new Link(client, () => this.#links.delete(link));
    this.#links.add(link);
    if (!this.#isCut) link.begin(this.#targetPort, this.#upgrades);
    if (this.#isHeld) link.hold();
  }
}

/** One connection of a client, and the one to the target that belongs to it. */
class Link {
  readonly #client: Socket;
  readonly #onGone: () => void;
  #target: Socket | undefined;

  constructor(client: Socket, onGone: () => void) {
    this.#client = client;
    this.#onGone = onGone;
    client.on('error', () => this.sever());
    client.on('close', () => this.sever());
  }

  begin(port: number, upgrades: Upgrades): void {
    if (this.#target !== undefined) return;
    if (upgrades === 'pass') this.#connect(port);
    else this.#client.once('data', (head: Buffer) => this.#judge(port, head, upgrades)).resume();
  }

  /** A browser opens a connection of its own for each WebSocket: the first bytes say what it is for. */
  #judge(port: number, head: Buffer, upgrades: Exclude<Upgrades, 'pass'>): void {
    this.#client.pause();
    this.#client.unshift(head);
    if (!/^upgrade: *websocket/im.test(head.toString('latin1'))) {
      this.#connect(port);
    } else if (upgrades === 'refuse') {
      this.#client.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
    } else {
      this.#connect(port);
      // The answer to the upgrade is the first that comes, and the last that passes.
      this.#target?.once('data', () => this.hold());
    }
  }

  #connect(port: number): void {
    const target = connect({ host: '127.0.0.1', port, allowHalfOpen: true });
    this.#target = target;
    target.on('error', () => this.sever());
    target.on('close', () => this.sever());
    this.#client.pipe(target);
    target.pipe(this.#client);
  }

  hold(): void {
    this.#client.unpipe();
    this.#client.pause();
    this.#target?.unpipe();
    this.#target?.pause();
  }

  release(): void {
    if (this.#target === undefined) return;
    this.#client.pipe(this.#target);
    this.#target.pipe(this.#client);
  }

  sever(): void {
    this.#client.resetAndDestroy();
    this.#target?.resetAndDestroy();
    this.#onGone();
  }
}
