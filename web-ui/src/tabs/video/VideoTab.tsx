import { type ReactNode } from 'react';
import { RoomPicker } from '../../components/RoomPicker';
import { StatusLine } from '../../components/StatusLine';
import { TabFrame } from '../../components/TabFrame';
import { useRoom } from '../../hooks/useRoom';
import { useWireLog } from '../../hooks/useWireLog';
import { VideoRoom } from './VideoRoom';

/** Tab 3: picture and sound from browser to browser. An address with a room still asks before the camera goes on. */
export function VideoTab(): ReactNode {
  const { room, stay, enter, create, named, leave } = useRoom({ tab: 'video', entersByAddress: false });
  if (stay === undefined) return <Lobby key={room} room={room} onJoin={enter} onCreate={create} />;
  return <VideoRoom key={stay} room={room} onNamed={named} onLeave={leave} />;
}

interface LobbyProps {
  readonly room: string | undefined;
  readonly onJoin: (room: string) => void;
  readonly onCreate: () => void;
}

function Lobby({ room, onJoin, onCreate }: LobbyProps): ReactNode {
  const wire = useWireLog();
  return (
    <TabFrame
      tab="video"
      path={[
        { name: 'media', from: 'you', hops: [{ label: 'SRTP', state: 'off', to: 'peer' }] },
        {
          name: 'introduction',
          from: 'you',
          hops: [
            { label: 'WebSocket', state: 'off', to: 'signaling' },
            { label: 'WebSocket', state: 'off', to: 'peer' },
          ],
        },
      ]}
      status={<StatusLine tone="idle">Not in a room</StatusLine>}
      wire={wire}
      wireStartsFolded
    >
      <RoomPicker
        placeholder="e.g. my-video-room"
        suggestion={room}
        hint="Your browser will ask for camera and microphone permission after you join."
        onJoin={onJoin}
        onCreate={onCreate}
      />
    </TabFrame>
  );
}
