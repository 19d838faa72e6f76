import { type ReactNode } from 'react';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { ConnectionBanner } from '../../components/ConnectionBanner';
import { type RoomCall, type RoomCallState } from '../../webrtc/room-call';

interface CallBannerProps {
  readonly state: RoomCallState;
  readonly call: Pick<RoomCall, 'joinAgain' | 'retryNow' | 'restartIce'>;
  readonly onLeave: () => void;
}

/** What is wrong with a room, and what to do about it; nothing while all is well. */
export function CallBanner({ state, call, onLeave }: CallBannerProps): ReactNode {
  const { refusal, connection, peers } = state;
  if (refusal !== undefined) {
    const isFull = refusal.code === 'room_full';
    return (
      <Banner
        tone="bad"
        title={isFull ? 'Room is full.' : refusal.words}
        actions={
          <>
            <Button onPress={() => call.joinAgain()}>Try again</Button>
            <Button onPress={onLeave}>Another room</Button>
          </>
        }
      >
        {isFull ? 'Others are already in it: try a different room name.' : 'Try a different room name.'}
      </Banner>
    );
  }
  if (connection.kind !== 'open') {
    const meanwhile = peers.some(({ phase }) => phase === 'connected')
      ? 'What goes directly between you goes on meanwhile.'
      : 'Your place in the room is kept for 15 s.';
    return <ConnectionBanner connection={connection} onRetry={() => call.retryNow()} meanwhile={meanwhile} />;
  }
  const failed = peers.find(({ phase }) => phase === 'failed');
  if (failed !== undefined) {
    return (
      <Banner
        tone="bad"
        title={`No path to ${failed.name} was found.`}
        actions={<Button onPress={() => call.restartIce()}>Try again</Button>}
      >
        One of the two networks may let no direct connection through: a TURN server would relay it.
      </Banner>
    );
  }
  const away = peers.find(({ isAway }) => isAway);
  if (away !== undefined) {
    return (
      <Banner tone="wait" title={`${away.name} has lost the server.`}>
        {away.phase === 'connected' ? 'Your direct connection goes on.' : 'The place in the room is kept for 15 s.'}
      </Banner>
    );
  }
  return null;
}
