import { afterEach, describe, expect, it } from 'vitest';
import { Cluster } from '../support/cluster';
import { inTime } from '../support/diagnosis';
import { SignalingNode } from '../support/signaling-node';
import { within } from '../support/waiting';

const CLIENTS = 60;
const WELCOMED_MILLIS = 30_000;
/** What docs/adr/0019 promises, with everything that stops after it. */
const STOP_MILLIS = 10_000;
const DRAIN_AS_BY_DEFAULT = { PARLEY_DRAIN_SETTLE: '2S', PARLEY_DRAIN_SPREAD: '4S' };
const PATIENCE_MILLIS = 20_000;

describe('a packaged node', () => {
  let cluster: Cluster | undefined;

  afterEach(() => cluster?.stop());

  it('sends everybody away with 4001 when it is told to stop, in the stated time', async () => {
    cluster = await Cluster.start(['left'], DRAIN_AS_BY_DEFAULT);
    const clients = await inTime('everybody welcomed', cluster.chatters(CLIENTS), WELCOMED_MILLIS, cluster);
    const [node] = cluster.nodes as [SignalingNode];

    const stopped = node.stop();
    const wasDown = await within(STOP_MILLIS, async () => !(await node.isReady()));
    const millis = await stopped;

    expect(wasDown).toBe(true);
    expect(millis).toBeLessThan(STOP_MILLIS);
    expect(clients.map((client) => [...client.closes])).toEqual(clients.map(() => [[4001, 1]]));
  });

  it('gives up a peer that vanished without a word, and nobody else', async () => {
    cluster = await Cluster.start(['left'], { PARLEY_SESSION_PING_INTERVAL: '1S', PARLEY_SESSION_PING_TIMEOUT: '1S' });
    const clients = await inTime('everybody welcomed', cluster.chatters(5), WELCOMED_MILLIS, cluster);
    const [node] = cluster.nodes as [SignalingNode];

    cluster.entrance.cut(2, () => 'silent');

    expect(await within(PATIENCE_MILLIS, async () => (await node.metric('parley_dead_peers_total')) === 2)).toBe(true);
    const lost = () => clients.filter((client) => client.closes.size > 0);
    expect(
      await within(PATIENCE_MILLIS, () => lost().length === 2 && clients.every((client) => !client.isWaiting)),
    ).toBe(true);
  });

  it('says in one sentence why it does not start', async () => {
    const node = await SignalingNode.launch('refused', { PARLEY_RESUME_SECRET: 'too short' });

    await expect(node.ready()).rejects.toThrow('PARLEY_RESUME_SECRET must have at least 32 characters.');
  });
});
