import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakePeerConnection } from '../testing/fake-peer-connection';
import { PeerLink } from './peer-link';

type Signal =
  | { kind: 'description'; description: RTCSessionDescriptionInit }
  | { kind: 'candidate'; candidate: RTCIceCandidateInit | null };

/** One end: what it wants to tell the other side waits in `outbox` until the test carries it over. */
class End {
  readonly connection = new FakePeerConnection();
  readonly outbox: Signal[] = [];
  readonly problems: string[] = [];
  prepared = 0;
  readonly link: PeerLink;

  constructor(polite: boolean, configuration: Promise<RTCConfiguration> = Promise.resolve({})) {
    this.link = new PeerLink({
      polite,
      configuration,
      signals: {
        description: (description) => this.outbox.push({ kind: 'description', description }),
        candidate: (candidate) => this.outbox.push({ kind: 'candidate', candidate }),
      },
      prepare: (connection) => {
        this.prepared += 1;
        if (!polite) connection.createDataChannel('chat');
      },
      onProblem: (problem) => this.problems.push(problem),
      createConnection: () => this.connection as unknown as RTCPeerConnection,
    });
  }

  take(signals: Signal[]): void {
    for (const signal of signals) {
      if (signal.kind === 'description') this.link.acceptDescription(signal.description);
      else this.link.acceptCandidate(signal.candidate);
    }
  }

  kinds(): string[] {
    return this.outbox.map((signal) => (signal.kind === 'description' ? signal.description.type : 'candidate'));
  }
}

async function flush(...ends: End[]): Promise<void> {
  for (const { connection } of ends) await connection.flush();
}

/** Carries everything to and fro until there is nothing left to say. */
async function converse(a: End, b: End): Promise<void> {
  for (let i = 0; i < 10; i++) {
    await flush(a, b);
    const [fromA, fromB] = [a.outbox.splice(0), b.outbox.splice(0)];
    b.take(fromA);
    a.take(fromB);
  }
}

const candidate = (n: number): RTCIceCandidateInit => ({ candidate: `candidate:${String(n)}`, sdpMid: '0' });

describe('PeerLink', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('negotiates: the newcomer offers, the other answers', async () => {
    const newcomer = new End(false);
    const host = new End(true);
    await flush(newcomer, host);
    expect(newcomer.kinds()).toEqual(['offer']);
    expect(host.kinds()).toEqual([]);

    await converse(newcomer, host);
    expect(newcomer.connection.signalingState).toBe('stable');
    expect(host.connection.signalingState).toBe('stable');
    expect(newcomer.connection.remoteDescription?.type).toBe('answer');
    expect([newcomer.prepared, host.prepared]).toEqual([1, 1]);
  });

  it('begins once the ICE servers are known, and keeps what comes before', async () => {
    let tell: (configuration: RTCConfiguration) => void = () => undefined;
    const host = new End(true, new Promise((resolve) => (tell = resolve)));
    host.link.acceptCandidate(candidate(1));
    host.link.acceptDescription({ type: 'offer', sdp: 'offer' });
    await flush(host);
    expect(host.connection.remoteDescription).toBeNull();

    tell({ iceServers: [{ urls: 'stun:stun.example' }] });
    await flush(host);
    await flush(host);
    expect(host.connection.configuration.iceServers).toHaveLength(1);
    expect(host.kinds()).toEqual(['answer']);
    expect(host.connection.candidates).toEqual([candidate(1)]);
  });

  it('keeps candidates that come before the description, in their order', async () => {
    const host = new End(true);
    host.take([
      { kind: 'candidate', candidate: candidate(1) },
      { kind: 'candidate', candidate: candidate(2) },
      { kind: 'candidate', candidate: null },
    ]);
    await flush(host);
    expect(host.connection.candidates).toEqual([]);

    host.link.acceptDescription({ type: 'offer', sdp: 'offer' });
    await flush(host);
    expect(host.connection.candidates).toEqual([candidate(1), candidate(2), undefined]);
    expect(host.problems).toEqual([]);
  });

  it('passes on each address that the browser finds, and that there are no more', async () => {
    const host = new End(true);
    host.connection.gather(candidate(1));
    host.connection.gather(null);
    await flush(host);
    expect(host.outbox).toEqual([
      { kind: 'candidate', candidate: candidate(1) },
      { kind: 'candidate', candidate: null },
    ]);
  });

  it('resolves offers that cross: the polite one gives way, and what it wanted comes next', async () => {
    const newcomer = new End(false);
    const host = new End(true);
    await converse(newcomer, host);
    newcomer.connection.createDataChannel('more');
    host.connection.createDataChannel('more, too');
    await flush(newcomer, host);
    expect(newcomer.kinds()).toEqual(['offer']);
    expect(host.kinds()).toEqual(['offer']);
    const insisted = newcomer.outbox[0];

    await converse(newcomer, host);
    expect(newcomer.connection.signalingState).toBe('stable');
    expect(host.connection.signalingState).toBe('stable');
    // The newcomer's offer held; the host's own came afterwards and was answered.
    expect(insisted?.kind).toBe('description');
    expect(host.connection.remoteDescription?.type).toBe('answer');
    expect([...newcomer.problems, ...host.problems]).toEqual([]);
  });

  it('swallows the candidates of an offer that it ignored', async () => {
    const newcomer = new End(false);
    await flush(newcomer);
    newcomer.take([
      { kind: 'description', description: { type: 'offer', sdp: 'crossing' } },
      { kind: 'candidate', candidate: candidate(9) },
    ]);
    await flush(newcomer);
    newcomer.link.acceptDescription({ type: 'answer', sdp: 'answer' });
    await flush(newcomer);
    expect(newcomer.connection.candidates).toEqual([]);
    expect(newcomer.problems).toEqual([]);
  });

  it('reports what the browser refuses, and follows the next description', async () => {
    const host = new End(true);
    vi.spyOn(host.connection, 'setRemoteDescription').mockRejectedValueOnce(new Error('bad sdp'));
    host.link.acceptDescription({ type: 'offer', sdp: 'nonsense' });
    host.link.acceptDescription({ type: 'offer', sdp: 'offer' });
    await flush(host);
    expect(host.problems).toEqual(['bad sdp']);
    expect(host.kinds()).toEqual(['answer']);
  });

  it('renegotiates in the same connection when ICE is to be restarted', async () => {
    const newcomer = new End(false);
    const host = new End(true);
    await converse(newcomer, host);
    host.link.restartIce();
    await flush(host);
    expect(host.kinds()).toEqual(['offer']);
    await converse(newcomer, host);
    expect(host.connection.signalingState).toBe('stable');
    expect([newcomer.connection.isClosed, host.connection.isClosed]).toEqual([false, false]);
  });

  it('waits whether a break heals, then looks for a new path, and gives up after three', () => {
    const host = new End(true);
    host.connection.become('connected');
    expect(host.link.phase.state).toBe('connected');
    host.connection.become('disconnected');
    expect(host.link.phase.state).toBe('recovering');
    expect(host.connection.restarts).toBe(0);

    host.connection.become('connected');
    vi.advanceTimersByTime(60_000);
    expect(host.connection.restarts).toBe(0);

    host.connection.become('disconnected');
    vi.advanceTimersByTime(4_000);
    expect(host.connection.restarts).toBe(1);
    vi.advanceTimersByTime(60_000);
    expect(host.connection.restarts).toBe(3);
    expect(host.link.phase.state).toBe('failed');

    host.link.restartIce();
    expect(host.link.phase.state).toBe('recovering');
    host.connection.become('connected');
    expect(host.link.phase.state).toBe('connected');
  });

  it('leaves a connection that works alone when signaling is back, and restarts a broken one', () => {
    const host = new End(true);
    host.connection.become('connected');
    host.link.restartUnlessConnected();
    vi.advanceTimersByTime(60_000);
    expect(host.connection.restarts).toBe(0);

    host.connection.become('disconnected');
    host.link.restartUnlessConnected();
    expect(host.connection.restarts).toBe(1);
  });

  it('does nothing any more once it is closed', async () => {
    const newcomer = new End(false);
    await flush(newcomer);
    newcomer.link.close();
    newcomer.outbox.length = 0;
    newcomer.link.acceptDescription({ type: 'answer', sdp: 'late' });
    newcomer.connection.gather(candidate(1));
    newcomer.connection.become('failed');
    await flush(newcomer);
    expect(newcomer.link.phase.state).toBe('closed');
    expect(newcomer.connection.remoteDescription).toBeNull();
    expect(newcomer.outbox).toEqual([]);
    expect(newcomer.connection.restarts).toBe(0);
  });
});
