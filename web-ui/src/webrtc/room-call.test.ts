import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakePeerConnection } from '../testing/fake-peer-connection';
import { FakeNetwork } from '../testing/fake-socket';
import { roomWelcome } from '../testing/messages';
import { WireLog } from '../wire/wire-log';
import { RoomCall } from './room-call';

const bob = { id: 'bob', name: 'Bob' };
const joined = (peers: { id: string; name: string; away: boolean }[], seq?: number) => ({
  type: 'joined',
  seq,
  kind: 'chat',
  room: 'tea',
  capacity: 2,
  locked: false,
  peers,
  history: [],
});

function setUp({ room }: { room: string | undefined } = { room: 'tea' }) {
  const network = new FakeNetwork();
  const connections: FakePeerConnection[] = [];
  const prepared: string[] = [];
  const gone: string[] = [];
  const call = new RoomCall({
    kind: 'chat',
    room,
    name: undefined,
    tap: new WireLog({ schedule: () => undefined }),
    onPeer: () => undefined,
    prepare: ({ name }, _, isInitiator) => prepared.push(`${name} ${isInitiator ? 'gets an offer' : 'offered'}`),
    onPeerGone: ({ name }) => gone.push(name),
    environment: network,
    iceServers: () => Promise.resolve([]),
    createConnection: () => {
      const connection = new FakePeerConnection();
      connections.push(connection);
      return connection as unknown as RTCPeerConnection;
    },
  });
  call.join();
  network.latest.accept();
  network.latest.say(roomWelcome());
  return { network, connections, prepared, gone, call };
}

async function settle(connections: readonly FakePeerConnection[]): Promise<void> {
  for (let i = 0; i < 10; i++) await Promise.resolve();
  for (const connection of connections) await connection.flush();
}

describe('RoomCall', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('joins the named room, or has one created and learns its name', () => {
    expect(setUp().network.latest.sent.at(-1)).toMatchObject({ type: 'join', kind: 'chat', room: 'tea' });

    const { network, call } = setUp({ room: undefined });
    expect(network.latest.sent.at(-1)).toMatchObject({ type: 'create', kind: 'chat' });
    network.latest.say(joined([], 2));
    expect(call.state.state.room).toBe('tea');
  });

  it('makes the offer to whom it finds', async () => {
    const { network, connections, prepared, call } = setUp();
    network.latest.say(joined([{ ...bob, away: false }], 2));
    await settle(connections);
    expect(prepared).toEqual(['Bob gets an offer']);
    expect(call.state.state.peers).toMatchObject([{ name: 'Bob', phase: 'connecting', isAway: false }]);
  });

  it('waits for the offer of a newcomer', async () => {
    const { network, connections, prepared, call } = setUp();
    network.latest.say(joined([], 2));
    expect(call.state.state).toMatchObject({ hasJoined: true, peers: [] });
    network.latest.say({ type: 'peer_joined', seq: 3, peer: bob });
    network.latest.say({ type: 'candidate', seq: 4, from: 'bob', candidate: { candidate: 'early' } });
    network.latest.say({ type: 'description', seq: 5, from: 'bob', description: { type: 'offer', sdp: 'v=0' } });
    await settle(connections);
    await settle(connections);
    expect(prepared).toEqual(['Bob offered']);
    expect(connections[0]?.candidates).toEqual([{ candidate: 'early' }]);
    expect(network.latest.sent.at(-1)).toMatchObject({
      type: 'description',
      to: 'bob',
      description: { type: 'answer' },
    });
  });

  it('keeps the link through a loss of signaling, its own and the other’s', async () => {
    const { network, connections, gone, call } = setUp();
    network.latest.say(joined([{ ...bob, away: false }], 2));
    await settle(connections);
    connections[0]?.become('connected');

    network.latest.say({ type: 'peer_away', seq: 3, peer: bob });
    expect(call.state.state.peers).toMatchObject([{ isAway: true, phase: 'connected' }]);
    network.latest.end(1_006);
    vi.advanceTimersByTime(1_000);
    network.latest.accept();
    network.latest.say(roomWelcome({ resumed: true, seq: undefined }));
    network.latest.say(joined([{ ...bob, away: false }]));
    expect(call.state.state.peers).toMatchObject([{ isAway: false, phase: 'connected' }]);
    expect(connections).toHaveLength(1);
    expect(gone).toEqual([]);
  });

  it('ends the link when the peer has left, and begins anew with the next', async () => {
    const { network, connections, gone, call } = setUp();
    network.latest.say(joined([{ ...bob, away: false }], 2));
    await settle(connections);
    network.latest.say({ type: 'peer_left', seq: 3, peer: bob, reason: 'left' });
    expect(connections[0]?.isClosed).toBe(true);
    expect(gone).toEqual(['Bob']);
    expect(call.state.state).toMatchObject({ peers: [], left: bob });

    network.latest.say({ type: 'peer_joined', seq: 4, peer: { id: 'bob2', name: 'Bob' } });
    expect(connections).toHaveLength(2);
    expect(call.state.state.left).toBeUndefined();
  });

  it('learns of a peer that came while it was away from what it missed, not from the snapshot', () => {
    const { network, connections, prepared } = setUp();
    network.latest.say(joined([], 2));
    network.latest.end(1_006);
    vi.advanceTimersByTime(1_000);
    network.latest.accept();
    network.latest.say(roomWelcome({ resumed: true, seq: undefined }));
    network.latest.say(joined([{ ...bob, away: false }]));
    expect(connections).toHaveLength(0);
    network.latest.say({ type: 'peer_joined', seq: 3, peer: bob });
    expect(connections).toHaveLength(1);
    expect(prepared).toEqual([]);
  });

  it('says why it was not let in, and asks again when told to', () => {
    const { network, call } = setUp();
    network.latest.say({ type: 'error', seq: 2, code: 'room_full', message: 'Full.', retryable: true, ref: 'j' });
    expect(call.state.state.refusal).toEqual({ code: 'room_full', words: 'Full.' });
    call.joinAgain();
    expect(call.state.state.refusal).toBeUndefined();
    expect(network.latest.sent.at(-1)).toMatchObject({ type: 'join', room: 'tea' });
  });

  it('closes all when it leaves', async () => {
    const { network, connections, call } = setUp();
    network.latest.say(joined([{ ...bob, away: false }], 2));
    await settle(connections);
    call.leave();
    expect(connections[0]?.isClosed).toBe(true);
    expect(network.latest.closedWith).toBe(1_000);
    expect(call.state.state).toMatchObject({ peers: [], hasJoined: false });
  });
});
