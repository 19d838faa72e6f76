import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeNetwork } from '../testing/fake-socket';
import { said, welcome } from '../testing/messages';
import { WireLog } from '../wire/wire-log';
import { ChatClient } from './chat-client';

function setUp(name?: string) {
  const network = new FakeNetwork();
  let nextId = 1;
  const client = new ChatClient({
    name,
    tap: new WireLog(),
    httpTap: new WireLog(),
    environment: network,
    newId: () => `id${String(nextId++)}`,
  });
  const comeIn = (part = {}): void => {
    network.latest.accept();
    network.latest.say(welcome(part));
  };
  client.connect();
  return { network, client, comeIn, drafts: () => client.view.state.chat.drafts.map(({ id }) => id) };
}

describe('ChatClient', () => {
  beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }));
  afterEach(() => void vi.useRealTimers());

  it('comes back as the same person, after the last cursor', () => {
    const { network, comeIn } = setUp('Ada');
    comeIn();
    network.latest.say(said('x', 11));
    network.latest.end(1_006);
    vi.advanceTimersByTime(1_000);
    network.latest.accept();
    expect(network.latest.sent).toEqual([{ type: 'hello', name: 'Ada', resume: 'secret of ada', after: 'log.11' }]);
  });

  it('tells how long it was away', () => {
    const { network, client, comeIn } = setUp();
    comeIn();
    network.latest.end(1_006);
    vi.advanceTimersByTime(250);
    network.latest.end(1_006);
    vi.advanceTimersByTime(4_750);
    comeIn({ resumed: true });
    expect(client.view.state.chat.items).toMatchObject([{ kind: 'away', awayMillis: 5_000 }]);
  });

  it('shows a copy at once and measures the round trip', () => {
    const { network, client, comeIn, drafts } = setUp();
    comeIn();
    client.say('Hello');
    expect(drafts()).toEqual(['id1']);
    expect(network.latest.sent.at(-1)).toEqual({ type: 'say', id: 'id1', text: 'Hello' });
    vi.advanceTimersByTime(40);
    network.latest.say(said('id1', 11, 'ada'));
    expect(drafts()).toEqual([]);
    expect(client.view.state.roundTripMillis).toBe(40);
  });

  it('says again with the same id what had no answer before the loss', () => {
    const { network, client, comeIn } = setUp();
    comeIn();
    client.say('one');
    client.say('two');
    network.latest.say(said('id1', 11, 'ada'));
    network.latest.end(1_006);
    vi.advanceTimersByTime(1_000);
    comeIn({ resumed: true });
    expect(network.latest.sent.slice(1)).toEqual([{ type: 'say', id: 'id2', text: 'two' }]);
  });

  it('tries again after a moment what was refused for now', () => {
    const { network, client, comeIn } = setUp();
    comeIn();
    client.say('fast');
    network.latest.say({ type: 'error', code: 'rate_limited', message: 'Slowly.', retryable: true, ref: 'id1' });
    expect(network.latest.sent).toHaveLength(2);
    vi.advanceTimersByTime(1_000);
    expect(network.latest.sent.at(-1)).toEqual({ type: 'say', id: 'id1', text: 'fast' });
    expect(network.latest.sent).toHaveLength(3);
  });

  it('opens another socket when the server does not answer any more', () => {
    const { network, client, comeIn } = setUp();
    comeIn();
    client.say('hello?');
    vi.advanceTimersByTime(9_999);
    expect(network.sockets).toHaveLength(1);
    vi.advanceTimersByTime(1);
    expect(network.sockets).toHaveLength(2);
  });

  it('keeps its identity under a new name', () => {
    const { network, client, comeIn } = setUp('Ada');
    comeIn();
    client.rename('Grace');
    network.latest.accept();
    expect(network.latest.sent[0]).toMatchObject({ name: 'Grace', resume: 'secret of ada' });
    network.latest.say(welcome({ name: 'Grace', resumed: true }));
    expect(client.view.state.chat).toMatchObject({ self: { id: 'ada', name: 'Grace' }, items: [] });
  });

  it('leaves with 1000', () => {
    const { network, client, comeIn } = setUp();
    comeIn();
    client.close();
    expect(network.latest.closedWith).toBe(1_000);
    vi.advanceTimersByTime(60_000);
    expect(network.sockets).toHaveLength(1);
  });
});
