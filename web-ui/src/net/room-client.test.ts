import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeNetwork } from '../testing/fake-socket';
import { roomWelcome } from '../testing/messages';
import { WireLog } from '../wire/wire-log';
import { RoomClient } from './room-client';

function setUp() {
  const network = new FakeNetwork();
  const heard: string[] = [];
  let nextId = 1;
  const client = new RoomClient({
    name: 'Ada',
    tap: new WireLog({ schedule: () => undefined }),
    onBegin: () => heard.push('begin'),
    onResume: () => heard.push('resume'),
    onEvent: (event) => heard.push(event.type),
    environment: network,
    newId: () => `id${String(nextId++)}`,
  });
  const comeIn = (part = {}): void => {
    network.latest.accept();
    network.latest.say(roomWelcome(part));
  };
  client.connect();
  comeIn();
  const lose = (): void => {
    network.latest.end(1_006);
    vi.advanceTimersByTime(1_000);
  };
  return { network, client, heard, comeIn, lose };
}

const offer = { type: 'description', description: { type: 'offer', sdp: 'v=0' } } as const;
const bob = { id: 'bob', name: 'Bob' };

describe('RoomClient', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('comes back to its place with what it saw last', () => {
    const { network, lose } = setUp();
    network.latest.say({ type: 'peer_joined', seq: 7, peer: bob });
    lose();
    network.latest.accept();
    expect(network.latest.sent).toEqual([{ type: 'hello', name: 'Ada', resume: 'secret of ada', after: 7 }]);
  });

  it('passes each message on once, whatever is sent again', () => {
    const { network, heard, comeIn, lose } = setUp();
    network.latest.say({ type: 'peer_joined', seq: 2, peer: bob });
    network.latest.say({ type: 'peer_away', seq: 3, peer: bob });
    lose();
    comeIn({ seq: undefined, resumed: true });
    network.latest.say({
      type: 'joined',
      kind: 'chat',
      room: 'tea',
      capacity: 2,
      locked: false,
      peers: [],
      history: [],
    });
    network.latest.say({ type: 'peer_away', seq: 3, peer: bob });
    network.latest.say({ type: 'peer_back', seq: 4, peer: bob });
    expect(heard).toEqual(['begin', 'peer_joined', 'peer_away', 'resume', 'joined', 'peer_back']);
  });

  it('sends again, in order and with the same ids, what the server did not acknowledge', () => {
    const { network, client, comeIn, lose } = setUp();
    client.relay(offer);
    client.relay({ type: 'candidate', candidate: null });
    network.latest.say({ type: 'ack', seq: 2, ref: 'id1' });
    lose();
    client.relay({ type: 'candidate', candidate: { candidate: 'c' } });
    comeIn({ resumed: true, seq: undefined });
    expect(network.latest.sent.slice(1)).toEqual([
      { type: 'candidate', id: 'id2', candidate: null },
      { type: 'candidate', id: 'id3', candidate: { candidate: 'c' } },
    ]);
  });

  it('begins anew when its place is gone, without what belonged to it', () => {
    const { network, client, heard, comeIn, lose } = setUp();
    client.relay(offer);
    network.latest.say({ type: 'peer_joined', seq: 40, peer: bob });
    lose();
    comeIn({ resumed: false, seq: 1, self: 'ada anew' });
    network.latest.say({ type: 'peer_joined', seq: 2, peer: bob });
    expect(network.latest.sent).toHaveLength(1);
    expect(heard).toEqual(['begin', 'peer_joined', 'begin', 'peer_joined']);
  });

  it('tries again what was refused for now, and forgets what was refused for good', () => {
    const { network, client, comeIn, lose } = setUp();
    client.relay(offer);
    client.relay(offer);
    const error = { type: 'error', message: 'No.' } as const;
    network.latest.say({ ...error, seq: 2, code: 'rate_limited', retryable: true, ref: 'id1' });
    network.latest.say({ ...error, seq: 3, code: 'too_large', retryable: false, ref: 'id2' });
    vi.advanceTimersByTime(1_000);
    expect(network.latest.sent.at(-1)).toMatchObject({ id: 'id1' });
    lose();
    comeIn({ resumed: true, seq: undefined });
    expect(network.latest.sent.slice(1)).toMatchObject([{ id: 'id1' }]);
  });

  it('opens another socket when nothing is acknowledged any more', () => {
    const { network, client } = setUp();
    client.relay(offer);
    vi.advanceTimersByTime(8_000);
    expect(network.sockets).toHaveLength(2);
  });

  it('says that it leaves, and means it', () => {
    const { network, client } = setUp();
    client.close();
    expect(network.latest.sent.at(-1)).toMatchObject({ type: 'leave' });
    expect(network.latest.closedWith).toBe(1_000);
    client.connect();
    network.latest.accept();
    expect(network.latest.sent).toEqual([{ type: 'hello', name: 'Ada' }]);
  });

  it('looks its room up when nothing was heard for a minute, and takes any answer for a sign of life', () => {
    const { network, client, heard } = setUp();
    client.join('chat', 'tea');
    vi.advanceTimersByTime(60_000);
    expect(network.latest.sent.at(-1)).toMatchObject({ type: 'lookup', kind: 'chat', room: 'tea' });
    network.latest.say({ type: 'ack', seq: 2, ref: 'x' });
    vi.advanceTimersByTime(5_000);
    expect(network.sockets).toHaveLength(1);

    vi.advanceTimersByTime(60_000);
    vi.advanceTimersByTime(5_000);
    expect(network.sockets).toHaveLength(2);
    expect(heard).toEqual(['begin']);
  });
});
