import { type HopState, type PathLane } from '../../components/PathDiagram';
import { type Tone } from '../../components/StatusLine';
import { type LinkPhase } from '../../webrtc/peer-link';
import { type RoomCallState } from '../../webrtc/room-call';
import { hopOf } from '../broadcast/path';

export interface CallStatus {
  readonly tone: Tone;
  readonly words: string;
}

/**
 * How a room is, in a few words.
 *
 * @param connectedWords what to say once the connection serves its purpose
 * @param isServing whether it does: tracks flow, or the channel is open
 */
export function callStatus(call: RoomCallState, connectedWords: string, isServing: boolean): CallStatus {
  if (call.refusal !== undefined) {
    return { tone: 'bad', words: call.refusal.code === 'room_full' ? 'Room is full' : 'Not let in' };
  }
  const [peer] = call.peers;
  if (peer !== undefined) return linkStatus(peer.phase, connectedWords, isServing);
  if (call.connection.kind === 'refused') return { tone: 'bad', words: 'Disconnected' };
  if (!call.hasJoined) return { tone: 'wait', words: 'Initialising…' };
  if (call.left !== undefined) return { tone: 'bad', words: 'Peer disconnected' };
  return { tone: 'wait', words: 'Waiting for peer to join…' };
}

function linkStatus(phase: LinkPhase, connectedWords: string, isServing: boolean): CallStatus {
  switch (phase) {
    case 'connecting':
      return { tone: 'wait', words: 'Connecting…' };
    case 'connected':
      return isServing ? { tone: 'ok', words: connectedWords } : { tone: 'wait', words: 'Connecting…' };
    case 'recovering':
      return { tone: 'wait', words: 'Connection interrupted, looking for a new path…' };
    case 'failed':
      return { tone: 'bad', words: 'No path to the peer' };
    case 'closed':
      return { tone: 'bad', words: 'Peer disconnected' };
  }
}

const linkHop: Record<LinkPhase, HopState> = {
  connecting: 'busy',
  connected: 'up',
  recovering: 'busy',
  failed: 'failed',
  closed: 'off',
};

/** Two ways: what matters goes straight, the introduction over the server. */
export function peerPath(call: RoomCallState, what: string, carrier: string): PathLane[] {
  const [peer] = call.peers;
  const name = peer?.name ?? 'peer';
  return [
    {
      name: what,
      from: 'you',
      hops: [{ label: carrier, state: peer === undefined ? 'off' : linkHop[peer.phase], to: name }],
    },
    {
      name: 'introduction',
      from: 'you',
      hops: [
        { label: 'WebSocket', state: hopOf(call.connection), to: 'signaling' },
        { label: 'WebSocket', state: peer === undefined ? 'off' : peer.isAway ? 'failed' : 'up', to: name },
      ],
    },
  ];
}
