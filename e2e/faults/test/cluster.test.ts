import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ChatClient } from '../support/chat-client';
import { Cluster } from '../support/cluster';
import { inTime } from '../support/diagnosis';
import { Load } from '../support/load';
import { Report } from '../support/report';
import { Rooms } from '../support/rooms';
import { CLIENTS, DROPS, MESSAGES_PER_SECOND, PAUSE_SECONDS, ROOMS } from '../support/settings';
import { FLAWLESS, judge, type Verdict } from '../support/verdict';
import { within } from '../support/waiting';

const WELCOMED_MILLIS = 30_000;
const ACKNOWLEDGED_MILLIS = 20_000;
const NOTICED_MILLIS = 15_000;

/** What a node may take to stop: to settle, to send its sockets away, and to wait for their answers. */
const DRAIN_MILLIS = 6_000;

/** What a JVM takes besides, on a busy machine. */
const EXIT_MILLIS = 3_000;

describe('two nodes behind a network that fails', () => {
  const report = new Report();
  let cluster: Cluster;
  let clients: ChatClient[];
  let rooms: Rooms;

  beforeAll(async () => {
    cluster = await Cluster.start(['left', 'right']);
    clients = await inTime('everybody welcomed', cluster.chatters(CLIENTS), WELCOMED_MILLIS, cluster);
    rooms = await inTime('everybody in a room', Rooms.open(cluster.entrance.port, ROOMS), WELCOMED_MILLIS, cluster);
  });

  beforeEach(() => {
    for (const client of clients) client.forget();
  });

  afterAll(async () => {
    report.publish();
    await cluster.stop();
  });

  /** Lets something happen while all are talking; resolves with how that went. */
  async function whileTalking(scenario: string, happen: () => Promise<string>): Promise<Verdict> {
    const load = new Load(clients, MESSAGES_PER_SECOND);
    rooms.talk();
    const faults = await happen();
    const acknowledged = Promise.all([load.stop(), rooms.stop()]);
    await inTime('everything acknowledged', acknowledged, ACKNOWLEDGED_MILLIS, cluster);
    const chat = await judge(clients, load.acknowledged);
    const verdict = { ...chat, problems: [...chat.problems, ...(await rooms.problems())] };
    report.add(scenario, faults, verdict);
    return verdict;
  }

  it('loses nothing when connections are cut', async () => {
    const verdict = await whileTalking('connections cut', async () => {
      let drops = 0;
      while (drops < DROPS) {
        const some = Math.min(10, DROPS - drops);
        drops += cluster.entrance.cut(some, (index) => (index % 3 === 0 ? 'half-open' : 'reset'));
        await delay(250);
      }
      return `${drops} cuts`;
    });
    expect(verdict).toMatchObject(FLAWLESS);
  });

  it('loses nothing when Redis is restarted', async () => {
    const verdict = await whileTalking('Redis restarted with its data', async () => {
      await delay(500);
      await cluster.redis.restart();
      await delay(500);
      return '1 kill -9';
    });
    expect(verdict).toMatchObject(FLAWLESS);
    expect([...clients.flatMap((client) => [...client.closes])]).toEqual([]);
  });

  it('says so when Redis stands still, and loses nothing', async () => {
    const verdict = await whileTalking('Redis stood still', async () => {
      cluster.redis.pause();
      const [left] = cluster.nodes;
      expect(await within(NOTICED_MILLIS, async () => !(await left?.isReady()))).toBe(true);
      await delay(PAUSE_SECONDS * 1_000);
      cluster.redis.resume();
      return `SIGSTOP for more than ${PAUSE_SECONDS} s`;
    });
    expect(verdict).toMatchObject(FLAWLESS);
    expect(clients.some((client) => client.unavailable > 0)).toBe(true);
  });

  it('loses nothing when nodes are replaced one after the other', async () => {
    const took: number[] = [];
    const verdict = await whileTalking('rolling restart', async () => {
      for (const node of cluster.nodes) {
        took.push(await node.stop());
        await node.restart();
      }
      return `${took.length} × SIGTERM`;
    });
    expect(verdict).toMatchObject(FLAWLESS);
    expect(new Set(clients.flatMap((client) => [...client.closes.keys()]))).toEqual(new Set([4001]));
    for (const millis of took) expect(millis).toBeLessThan(DRAIN_MILLIS + EXIT_MILLIS);
  });

  it('loses nothing when a node is killed', async () => {
    const verdict = await whileTalking('node killed', async () => {
      await delay(500);
      await cluster.nodes[0]?.kill();
      await delay(500);
      return '1 kill -9';
    });
    expect(verdict).toMatchObject(FLAWLESS);
  });

  it('tells everybody when Redis comes back empty, and goes on', async () => {
    rooms.leave();
    rooms = await Rooms.open(cluster.entrance.port, 0);
    const verdict = await whileTalking('Redis restarted without data', async () => {
      await cluster.redis.restartEmpty();
      return '1 kill -9, data removed';
    });
    expect(clients.every((client) => client.gaps === 1)).toBe(true);
    expect(verdict).toMatchObject({ ghosts: 0, problems: [] });
  });
});
