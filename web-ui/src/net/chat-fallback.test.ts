import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeChatHttp, refusal } from '../testing/fake-chat-http';
import { FakeNetwork } from '../testing/fake-socket';
import { said, welcome } from '../testing/messages';
import { WireLog } from '../wire/wire-log';
import { ChatClient } from './chat-client';

const back = { resumed: true, cursor: 'log.12' } as const;

function setUp() {
  const network = new FakeNetwork();
  const server = new FakeChatHttp();
  network.fetch = (input, init) => server.fetch(input, init);
  let nextId = 1;
  const client = new ChatClient({
    name: 'Ada',
    tap: new WireLog(),
    httpTap: new WireLog(),
    environment: network,
    newId: () => `id${String(nextId++)}`,
  });
  client.connect();
  const settle = (millis = 0): Promise<unknown> => vi.advanceTimersByTimeAsync(millis);
  /** A proxy refuses the upgrade. */
  const refuse = async (): Promise<void> => {
    network.latest.end(1_006);
    await settle();
  };
  return {
    network,
    server,
    client,
    settle,
    refuse,
    over: () => {
      const { connection } = client.view.state;
      return connection.kind === 'open' ? connection.over : connection.kind;
    },
    shown: () => client.view.state.chat.items.map((item) => (item.kind === 'message' ? item.id : item.kind)),
    drafts: () => client.view.state.chat.drafts.map(({ id }) => id),
  };
}

describe('ChatClient where no WebSocket passes', () => {
  beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }));
  afterEach(() => void vi.useRealTimers());

  it('chats over HTTP at once when the upgrade is refused', async () => {
    const { server, client, settle, refuse, over, shown, drafts } = setUp();
    await refuse();
    expect(over()).toBe('http');
    client.say('Hello');
    await settle();
    expect(server.bodies('/api/chat/messages')).toEqual([{ id: 'id1', text: 'Hello' }]);
    expect(drafts()).toEqual(['id1']);
    server.say(said('id1', 11, 'ada'));
    await settle();
    expect(drafts()).toEqual([]);
    expect(shown()).toEqual(['id1']);
  });

  it('chats over HTTP when the socket opens and nothing passes', async () => {
    const { network, settle, over } = setUp();
    network.latest.accept();
    await settle(4_999);
    expect(over()).toBe('connecting');
    await settle(1);
    expect(over()).toBe('http');
    expect(network.latest.closedWith).toBe(4_000);
  });

  it('waits as ever when the server is not there at all', async () => {
    const { network, server, refuse, over } = setUp();
    server.answers.set('/api/chat/session', () => new Response(null, { status: 502 }));
    await refuse();
    expect(over()).toBe('waiting');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(network.sockets).toHaveLength(2);
  });

  it('stays away when the server says so over HTTP', async () => {
    const { client, server, refuse } = setUp();
    server.answers.set('/api/chat/session', () => refusal(429, 'limit'));
    await refuse();
    expect(client.view.state.connection).toMatchObject({ kind: 'refused', reason: { code: 4_504 } });
  });

  it('goes on over HTTP as the same person, after the last cursor, with what had no answer', async () => {
    const { network, server, client, settle, over, shown, drafts } = setUp();
    network.latest.accept();
    network.latest.say(welcome());
    network.latest.say(said('a', 12));
    client.say('mine');
    server.welcome = welcome(back);
    // The socket has worked before, so that it gets more than one chance.
    for (let tries = 0; tries < 4; tries++) {
      network.latest.end(1_006);
      await settle(4_000);
    }
    expect(over()).toBe('http');
    expect(server.bodies('/api/chat/session')).toEqual([{ name: 'Ada', resume: 'secret of ada', after: 'log.12' }]);
    expect(server.bodies('/api/chat/messages')).toEqual([{ id: 'id1', text: 'mine' }]);
    server.say(said('a', 12));
    server.say(said('id1', 13, 'ada'));
    await settle();
    expect(shown()).toEqual(['a', 'away', 'id1']);
    expect(drafts()).toEqual([]);
  });

  it('moves back to the socket without a break, and nothing is lost or doubled', async () => {
    const { network, server, client, settle, refuse, over, shown, drafts } = setUp();
    await refuse();
    server.say(said('a', 12));
    await settle();
    await settle(30_000);
    expect(network.sockets).toHaveLength(2);
    network.latest.accept();
    expect(network.latest.sent).toEqual([{ type: 'hello', name: 'Ada', resume: 'secret of ada', after: 'log.12' }]);

    client.say('on its way');
    server.say(said('b', 13));
    await settle();
    expect(over()).toBe('http');
    network.latest.say(welcome(back));
    for (const message of [said('b', 13), said('id1', 14, 'ada')]) network.latest.say(message);
    await settle(100);
    expect(over()).toBe('socket');
    expect(shown()).toEqual(['a', 'b', 'id1']);
    expect(drafts()).toEqual([]);
    expect(network.latest.sent.slice(1)).toEqual([{ type: 'say', id: 'id1', text: 'on its way' }]);
    expect(server.hasStream).toBe(false);
  });

  it('is not put off by being taken over by itself', async () => {
    const { network, server, client, settle, refuse, over, shown } = setUp();
    await refuse();
    await settle(30_000);
    network.latest.accept();
    server.say({ type: 'error', code: 'taken_over', message: 'Elsewhere.', retryable: false });
    server.end(4_503);
    await settle();
    expect(client.view.state.connection).toEqual({ kind: 'connecting', lost: undefined });
    network.latest.say(welcome(back));
    expect(over()).toBe('socket');
    expect(shown()).toEqual([]);
  });

  it('keeps what works while the socket still does not, and tries again later', async () => {
    const { network, settle, refuse, over, server } = setUp();
    await refuse();
    await settle(30_000);
    network.latest.end(1_006);
    await settle();
    expect(over()).toBe('http');
    expect(server.hasStream).toBe(true);
    for (let i = 0; i < 3; i++) {
      await settle(19_000);
      server.raw(': still here\n\n');
    }
    expect(network.sockets).toHaveLength(2);
    await settle(3_000);
    expect(network.sockets).toHaveLength(3);
  });

  it('tries the socket at once when the network is another one', async () => {
    const { network, refuse } = setUp();
    await refuse();
    network.network.dispatchEvent(new Event('online'));
    expect(network.sockets).toHaveLength(2);
  });

  it('comes back over HTTP when its stream breaks', async () => {
    const { server, settle, refuse, over } = setUp();
    await refuse();
    server.cut();
    await settle();
    expect(over()).toBe('waiting');
    server.welcome = welcome(back);
    await settle(1_000);
    expect(over()).toBe('http');
    expect(server.bodies('/api/chat/session')).toHaveLength(2);
  });

  it('leaves by letting go of the stream', async () => {
    const { network, server, client, settle, refuse } = setUp();
    await refuse();
    client.close();
    await settle(600_000);
    expect(server.hasStream).toBe(false);
    expect(network.sockets).toHaveLength(1);
  });
});
