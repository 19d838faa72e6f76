import { type ReactNode, useEffect, useMemo } from 'react';
import { Composer } from '../../components/Composer';
import { type ListItem, MessageList } from '../../components/MessageList';
import { RoomBar } from '../../components/RoomBar';
import { StatusLine } from '../../components/StatusLine';
import { TabFrame } from '../../components/TabFrame';
import { useLinkStats } from '../../hooks/useLinkStats';
import { usePeerChat } from '../../hooks/usePeerChat';
import { useWireLog } from '../../hooks/useWireLog';
import { type PeerChatItem } from '../../webrtc/peer-chat';
import { type CallPeer } from '../../webrtc/room-call';
import { maxTextBytes } from '../../webrtc/text-channel';
import { CallBanner } from '../rooms/CallBanner';
import { callStatus, peerPath } from '../rooms/call-status';
import { LinkNumbers } from '../rooms/LinkNumbers';

interface PeerChatRoomProps {
  /** Undefined: the server makes up a name. */
  readonly room: string | undefined;
  readonly onNamed: (room: string) => void;
  readonly onLeave: () => void;
}

/** A room of tab 2, from joining to leaving. */
export function PeerChatRoom({ room, onNamed, onLeave }: PeerChatRoomProps): ReactNode {
  const wire = useWireLog();
  const { call, items, total, reachable, chat, rename } = usePeerChat(room, wire);
  const [peer] = call.peers;
  const stats = useLinkStats(peer?.connection);
  const isReachable = reachable.size > 0;
  const { tone, words } = callStatus(call, 'Connected (P2P)', isReachable);
  const list = useMemo(() => items.map((item) => listItem(item, call.peers)), [items, call.peers]);
  const name = call.room;

  useEffect(() => {
    if (room === undefined && name !== undefined) onNamed(name);
  }, [room, name, onNamed]);

  return (
    <TabFrame
      tab="peer-chat"
      path={peerPath(call, 'text', 'data channel')}
      status={
        <>
          <StatusLine tone={tone} aside={<LinkNumbers stats={stats} />}>
            {words}
            {peer !== undefined && isReachable && ` with ${peer.name}`}
          </StatusLine>
          <RoomBar
            tab="peer-chat"
            call={call}
            onRename={rename}
            onRestartIce={() => chat.call.restartIce()}
            onLeave={onLeave}
          />
        </>
      }
      banner={<CallBanner state={call} call={chat.call} onLeave={onLeave} />}
      wire={wire}
    >
      <MessageList
        items={list}
        total={total}
        empty={call.refusal === undefined && emptyText(words, isReachable, call.hasJoined && peer === undefined)}
        onDrop={(id) => chat.drop(id)}
      />
      <Composer
        placeholder={isReachable ? 'Type a message…' : 'Waiting for peer…'}
        canSend={isReachable}
        canWrite={isReachable}
        maxBytes={maxTextBytes}
        onSend={(text) => chat.say(text)}
      />
    </TabFrame>
  );
}

function emptyText(status: string, isReachable: boolean, isWaiting: boolean): string {
  if (isReachable) return 'No messages yet. Say hello!';
  if (isWaiting) return 'Open this page in another tab, enter the same room name, and start chatting!';
  return status;
}

function listItem(item: PeerChatItem, peers: readonly CallPeer[]): ListItem {
  if (item.kind === 'note') return { kind: 'note', key: item.id, text: item.text };
  const { id, from, text, at, delivery } = item;
  const isMine = from === 'me';
  return {
    kind: 'message',
    key: id,
    who: isMine ? 'You' : (peers.find((peer) => peer.id === from.id)?.name ?? from.name),
    isMine,
    text,
    at,
    delivery:
      delivery === 'failed' ? { kind: 'failed', why: 'The connection broke before it arrived.' } : { kind: delivery },
  };
}
