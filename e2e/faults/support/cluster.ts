import { ChatClient } from './chat-client';
import { Entrance } from './entrance';
import { Redis } from './redis';
import { SignalingNode } from './signaling-node';

/** Nodes of the signaling-service that share a Redis, behind one address whose connections can be cut. */
export class Cluster {
  private readonly people: ChatClient[] = [];

  private constructor(
    readonly nodes: readonly SignalingNode[],
    readonly redis: Redis,
    readonly entrance: Entrance,
  ) {}

  /** Starts it, with more settings if given, and resolves when all of it is ready. */
  static async start(names: readonly string[], more: Record<string, string> = {}): Promise<Cluster> {
    const redis = await Redis.start();
    const settings = {
      PARLEY_CLUSTER_MODE: 'redis',
      PARLEY_RESUME_SECRET: crypto.randomUUID(),
      QUARKUS_REDIS_HOSTS: `redis://127.0.0.1:${redis.port}`,
      // All clients of the test have one address.
      PARLEY_SESSION_SOCKETS_PER_ADDRESS: '5000',
      PARLEY_SESSION_MESSAGES_PER_ADDRESS: '100000',
      PARLEY_DRAIN_SETTLE: '1S',
      PARLEY_DRAIN_SPREAD: '2S',
      ...more,
    };
    const nodes = await Promise.all(names.map((name) => SignalingNode.launch(name, settings)));
    const entrance = await Entrance.open(nodes);
    const cluster = new Cluster(nodes, redis, entrance);
    try {
      await Promise.all(nodes.map((node) => node.ready()));
    } catch (error) {
      await cluster.stop();
      throw error;
    }
    return cluster;
  }

  /** Brings so many people into the chat; resolves when all have been welcomed. */
  async chatters(count: number): Promise<ChatClient[]> {
    const clients = Array.from({ length: count }, (_, index) => new ChatClient(this.entrance.port, `client-${index}`));
    this.people.push(...clients);
    await Promise.all(
      clients.map((client) => {
        const welcome = client.welcome();
        client.connect();
        return welcome;
      }),
    );
    return clients;
  }

  /** Who of all that are here waits for something, and for what. */
  describe(): string {
    const all = this.people.reduce<readonly string[]>(
      (longest, { heard }) => (heard.length > longest.length ? heard : longest),
      [],
    );
    const waiting = this.people.filter((client) => client.isWaiting);
    return [this.entrance.describe(), ...waiting.map((client) => client.describe(all))].join('\n');
  }

  /** What the nodes are doing. */
  async inspect(): Promise<string> {
    return (await Promise.all(this.nodes.map((node) => node.inspect()))).join('\n');
  }

  async stop(): Promise<void> {
    for (const client of this.people) client.leave();
    await this.entrance.close();
    await Promise.all(this.nodes.map((node) => node.kill()));
    await this.redis.stop();
  }
}
