import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ChatClient } from '../support/chat-client';
import { Cluster } from '../support/cluster';
import { inTime } from '../support/diagnosis';
import { Load } from '../support/load';
import { Report } from '../support/report';
import { CLIENTS, DROPS, MESSAGES_PER_SECOND } from '../support/settings';
import { FLAWLESS, judge } from '../support/verdict';

const WELCOMED_MILLIS = 30_000;
const ACKNOWLEDGED_MILLIS = 20_000;

describe('a node behind a network that fails', () => {
  const report = new Report();
  let cluster: Cluster;
  let clients: ChatClient[];

  beforeAll(async () => {
    cluster = await Cluster.start(['left']);
    clients = await inTime('everybody welcomed', cluster.chatters(CLIENTS), WELCOMED_MILLIS, cluster);
  });

  afterAll(async () => {
    report.publish();
    await cluster.stop();
  });

  it('loses nothing when connections are cut', async () => {
    const load = new Load(clients, MESSAGES_PER_SECOND);
    let drops = 0;
    while (drops < DROPS) {
      drops += cluster.entrance.cut(Math.min(10, DROPS - drops), (index) => (index % 3 === 0 ? 'half-open' : 'reset'));
      await delay(250);
    }
    await inTime('everything acknowledged', load.stop(), ACKNOWLEDGED_MILLIS, cluster);
    const verdict = await judge(clients, load.acknowledged);
    report.add('connections cut', `${drops} cuts`, verdict);
    expect(verdict).toMatchObject(FLAWLESS);
  });
});
