import { expect, test } from '../src/fixtures.ts';
import { Parley } from '../src/harness/parley.ts';
import { Redis } from '../src/harness/redis.ts';
import { SeverableProxy } from '../src/harness/severable-proxy.ts';
import { Broadcast } from '../src/pages/broadcast.ts';
import { PeerChat } from '../src/pages/peer-room.ts';

/** What the browser itself says of a node that is gone. */
const nobodyThere =
  /ERR_CONNECTION_REFUSED|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET|ERR_INCOMPLETE_CHUNKED_ENCODING|WebSocket connection to .* failed/;

test('two peers on different nodes find each other, though one node is killed while they negotiate', async ({
  open,
  framesOf,
  gateway,
  complaints,
  room,
}) => {
  test.setTimeout(180_000);
  complaints.expect(nobodyThere);
  await using redis = await Redis.start();
  const environment = {
    PARLEY_CLUSTER_MODE: 'redis',
    QUARKUS_REDIS_HOSTS: redis.url,
    PARLEY_RESUME_SECRET: 'the-same-for-both-nodes-of-this-test',
    // Nobody transcribes here, so no further engine has to be loaded.
    OPENAI_API_KEY: 'offline',
    OPENAI_BASE_URL: `${gateway.origin}/v1`,
  };
  const [staying, doomed] = await Promise.all([
    Parley.start('staying', { environment }),
    Parley.start('doomed-node', { environment }),
  ]);
  try {
    // No answer comes before the kill: else there might be nothing left to negotiate.
    await using answering = await SeverableProxy.open(staying.portBase);
    await using balancer = await SeverableProxy.open(doomed.portBase);
    const ada = new Broadcast(await open('broadcast', { origin: staying.url }));
    const bob = new Broadcast(await open('broadcast', { origin: balancer.url }));
    await ada.say('from one node');
    await expect(bob.message('from one node')).toHaveCount(1);
    await bob.say('to the other');
    await expect(ada.message('to the other')).toHaveCount(1);

    const first = new PeerChat(await open('peer-chat', { origin: answering.url }));
    await first.join(room);
    await first.shows('Waiting for peer');
    const second = new PeerChat(await open('peer-chat', { origin: balancer.url }));
    answering.hold();
    await second.join(room);
    await framesOf(second.page).passed('sent', 'description');
    balancer.redirect(staying.portBase);
    await doomed.kill();
    answering.release();

    await second.isConnected();
    await first.isConnected();
    await PeerChat.talk(first, second);
    await bob.isConnected();
    await bob.say('and back again');
    await expect(ada.message('and back again')).toHaveCount(1);
    await expect(bob.message('from one node')).toHaveCount(1);
  } finally {
    await Promise.all([staying.stop(), doomed.kill()]);
  }
});
