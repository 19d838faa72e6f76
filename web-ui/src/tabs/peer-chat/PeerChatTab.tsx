import { type ReactNode } from 'react';
import { RoomPicker } from '../../components/RoomPicker';
import { StatusLine } from '../../components/StatusLine';
import { TabFrame } from '../../components/TabFrame';
import { useRoom } from '../../hooks/useRoom';
import { useWireLog } from '../../hooks/useWireLog';
import { PeerChatRoom } from './PeerChatRoom';

/** Tab 2: text from browser to browser over a data channel. */
export function PeerChatTab(): ReactNode {
  const { room, stay, enter, create, named, leave } = useRoom({ tab: 'peer-chat', entersByAddress: true });
  if (stay === undefined) return <Lobby onJoin={enter} onCreate={create} />;
  return <PeerChatRoom key={stay} room={room} onNamed={named} onLeave={leave} />;
}

interface LobbyProps {
  readonly onJoin: (room: string) => void;
  readonly onCreate: () => void;
}

function Lobby({ onJoin, onCreate }: LobbyProps): ReactNode {
  const wire = useWireLog();
  return (
    <TabFrame
      tab="peer-chat"
      path={[
        { name: 'text', from: 'you', hops: [{ label: 'data channel', state: 'off', to: 'peer' }] },
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
    >
      <RoomPicker placeholder="e.g. my-room-123" suggestion={undefined} onJoin={onJoin} onCreate={onCreate} />
    </TabFrame>
  );
}
