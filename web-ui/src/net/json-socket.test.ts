import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ChatClientMessage, type ChatServerMessage, decodeChatServerMessage } from '../protocol/chat';
import { FakeNetwork } from '../testing/fake-socket';
import { welcome } from '../testing/messages';
import { WireLog } from '../wire/wire-log';
import { JsonSocket } from './json-socket';
import { onlyWay } from './ways';
import { webSocketWay } from './web-socket-way';

function setUp() {
  const network = new FakeNetwork();
  const received: ChatServerMessage[] = [];
  const wire = new WireLog({ schedule: () => undefined });
  const socket = new JsonSocket<ChatServerMessage, ChatClientMessage>({
    ways: onlyWay(webSocketWay({ url: '/ws/chat', tap: wire, environment: network })),
    tap: wire,
    environment: network,
    dialect: {
      hello: () => ({ type: 'hello', name: 'Ada' }),
      decode: decodeChatServerMessage,
      isWelcome: ({ type }) => type === 'welcome',
    },
    onMessage: (message) => received.push(message),
  });
  return { network, received, socket, wire };
}

describe('JsonSocket', () => {
  beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }));
  afterEach(() => void vi.useRealTimers());

  it('says hello first, and is open once welcomed', () => {
    const { network, received, socket } = setUp();
    socket.connect();
    expect(network.latest.url).toBe('ws://localhost:3000/ws/chat');
    expect(socket.connection.state.kind).toBe('connecting');
    expect(socket.send({ type: 'say', id: '1', text: 'too early' })).toBe(false);

    network.latest.accept();
    expect(network.latest.sent).toEqual([{ type: 'hello', name: 'Ada' }]);
    network.latest.say(welcome());

    expect(socket.connection.state.kind).toBe('open');
    expect(received).toEqual([welcome()]);
    expect(socket.send({ type: 'say', id: '1', text: 'now' })).toBe(true);
  });

  it('waits longer from try to try, and less again after a connection that held', () => {
    const { network, socket } = setUp();
    socket.connect();
    const waits: number[] = [];
    const lose = (): void => {
      network.latest.end(1_006);
      const { state } = socket.connection;
      if (state.kind !== 'waiting') throw new Error(`It is ${state.kind}`);
      waits.push(state.retryAt - Date.now());
      vi.advanceTimersByTime(state.retryAt - Date.now());
    };
    for (let i = 0; i < 7; i++) lose();
    expect(waits).toEqual([250, 500, 1_000, 2_000, 4_000, 4_000, 4_000]);

    network.latest.accept();
    network.latest.say(welcome());
    vi.advanceTimersByTime(6_000);
    lose();
    expect(waits.at(-1)).toBe(250);
  });

  it('does not take a welcome for a connection that holds', () => {
    const { network, socket } = setUp();
    socket.connect();
    for (let i = 0; i < 4; i++) {
      network.latest.accept();
      network.latest.say(welcome());
      network.latest.end(4_013);
      vi.advanceTimersByTime(8_000);
    }
    network.latest.end(4_013);
    expect(socket.connection.state).toMatchObject({ kind: 'waiting', retryAt: Date.now() + 4_000 });
  });

  it('gives a slow receiver at least five seconds', () => {
    const { network, socket } = setUp();
    socket.connect();
    network.latest.end(4_008);
    expect(socket.connection.state).toMatchObject({ kind: 'waiting', retryAt: Date.now() + 5_250 });
  });

  it.each([1_000, 1_001, 1_006, 1_012, 4_001, 4_013, 4_499])('comes back after %i', (code) => {
    const { network, socket } = setUp();
    socket.connect();
    network.latest.end(code);
    vi.advanceTimersByTime(60_000);
    expect(network.sockets.length).toBeGreaterThan(1);
  });

  it.each([4_500, 4_501, 4_503, 4_504, 4_999])('stays away after %i, until somebody says otherwise', (code) => {
    const { network, socket } = setUp();
    socket.connect();
    network.latest.end(code);
    vi.advanceTimersByTime(60_000);
    network.network.dispatchEvent(new Event('online'));
    expect(socket.connection.state).toMatchObject({ kind: 'refused', reason: { code } });
    expect(network.sockets).toHaveLength(1);

    socket.connect();
    expect(network.sockets).toHaveLength(2);
  });

  it('cuts the wait short when the network is back, or when asked to', () => {
    const { network, socket } = setUp();
    socket.connect();
    network.latest.end(1_006);
    network.network.dispatchEvent(new Event('online'));
    expect(network.sockets).toHaveLength(2);

    network.latest.end(1_006);
    socket.retryNow();
    expect(network.sockets).toHaveLength(3);
    vi.advanceTimersByTime(9_000);
    expect(network.sockets).toHaveLength(3);
  });

  it('gives a socket up that brings no welcome in time', () => {
    const { network, socket } = setUp();
    socket.connect();
    const silent = network.latest;
    silent.accept();
    vi.advanceTimersByTime(10_000);
    expect(silent.closedWith).toBe(4_000);
    expect(socket.connection.state.kind).toBe('waiting');
  });

  it('lets a socket that is still being opened open before it closes it', () => {
    const { network, socket } = setUp();
    socket.connect();
    const early = network.latest;
    socket.close();
    expect(early.closedWith).toBeUndefined();
    early.accept();
    expect(early.closedWith).toBe(1_000);
    expect(early.sent).toEqual([]);
  });

  it('hears nothing of a socket that it gave up', () => {
    const { network, received, socket } = setUp();
    socket.connect();
    const old = network.latest;
    old.accept();
    old.say(welcome());
    socket.reopen();
    old.say({ type: 'gap' });
    old.end(1_006);
    expect(received).toHaveLength(1);
    expect(network.sockets).toHaveLength(2);
    expect(socket.connection.state.kind).toBe('connecting');
  });

  it('reports what it does not understand, and goes on', () => {
    const { network, received, socket, wire } = setUp();
    socket.connect();
    network.latest.accept();
    network.latest.say('{');
    network.latest.say({ type: 'confetti' });
    network.latest.say({ type: 'presence', count: 'many' });
    network.latest.say(welcome());
    expect(received).toHaveLength(1);
    expect(wire.entries.map(({ note }) => note)).toEqual([
      undefined,
      'Not understood: it is no JSON.',
      'A type that this page does not know; it is left alone.',
      expect.stringMatching(/^Not understood: presence: count: /),
      undefined,
    ]);
  });

  it('comes back at once, each page at another moment, when a node stops', () => {
    const { network, socket } = setUp();
    network.random = () => 0.5;
    socket.connect();
    network.latest.accept();
    network.latest.say(welcome());
    network.latest.end(4_001);
    expect(socket.connection.state).toMatchObject({ kind: 'waiting', retryAt: Date.now() + 250 });
    vi.advanceTimersByTime(250);
    // The next one stops, too: then it is no hurry any more.
    network.latest.end(4_001);
    expect(socket.connection.state).toMatchObject({ kind: 'waiting', retryAt: Date.now() + 500 });
  });

  it('says in words for people why the server cannot work now', () => {
    const { network, socket } = setUp();
    socket.connect();
    network.latest.accept();
    network.latest.end(4_013);
    expect(socket.connection.state).toMatchObject({
      lost: { words: 'The server is full, or out of reach of its memory.' },
    });
  });

  describe('when the link may be dead', () => {
    function welcomed() {
      const parts = setUp();
      parts.socket.connect();
      parts.network.latest.accept();
      parts.network.latest.say(welcome());
      return parts;
    }

    it('opens another at once after the computer slept', () => {
      const { network, socket } = welcomed();
      vi.setSystemTime(Date.now() + 3_600_000);
      vi.advanceTimersByTime(5_000);
      expect(network.sockets).toHaveLength(2);
      expect(socket.connection.state).toEqual({
        kind: 'connecting',
        lost: { code: 1_006, words: 'This computer was asleep.' },
      });
    });

    it('does not wait for the timer of its next try after the computer slept', () => {
      const { network, socket } = welcomed();
      network.latest.end(4_008);
      vi.setSystemTime(Date.now() + 3_600_000);
      network.network.dispatchEvent(new Event('online'));
      expect(socket.connection.state.kind).toBe('connecting');
    });

    it.each(['online', 'offline'])('moves to a fresh one, which proves it alive, on %s', (event) => {
      const { network, received, socket } = welcomed();
      const old = network.latest;
      network.network.dispatchEvent(new Event(event));
      network.latest.accept();
      expect(socket.connection.state.kind).toBe('open');
      old.say({ type: 'gap' });
      network.latest.say(welcome());
      expect(old.closedWith).toBe(4_000);
      expect(received.map(({ type }) => type)).toEqual(['welcome', 'gap', 'welcome']);
      expect(socket.connection.state.kind).toBe('open');
    });

    it('is lost when the fresh one hears nothing', () => {
      const { network, socket } = welcomed();
      const old = network.latest;
      network.network.dispatchEvent(new Event('offline'));
      network.latest.end(1_006);
      expect(old.closedWith).toBe(4_000);
      expect(socket.connection.state.kind).toBe('waiting');
    });

    it('stays when the fresh one is refused by a server that lives', () => {
      const { network, socket } = welcomed();
      network.network.dispatchEvent(new Event('online'));
      network.latest.accept();
      network.latest.say({ type: 'error', code: 'limit', message: 'Too many.', retryable: false });
      network.latest.end(4_504);
      expect(socket.connection.state.kind).toBe('open');
      expect(network.sockets[0]?.closedWith).toBeUndefined();
    });

    it('asks by a fresh one after five minutes without a word', () => {
      const { network } = welcomed();
      vi.advanceTimersByTime(290_000);
      expect(network.sockets).toHaveLength(1);
      vi.advanceTimersByTime(10_000);
      expect(network.sockets).toHaveLength(2);
    });
  });
});
