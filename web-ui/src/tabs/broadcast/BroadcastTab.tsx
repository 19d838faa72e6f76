import { type ReactNode, useMemo } from 'react';
import { Composer } from '../../components/Composer';
import { ConnectionBanner } from '../../components/ConnectionBanner';
import { MessageList } from '../../components/MessageList';
import { TabFrame } from '../../components/TabFrame';
import { useChat } from '../../hooks/useChat';
import { useWireLog } from '../../hooks/useWireLog';
import { BroadcastStatus } from './BroadcastStatus';
import { listItems } from './list-items';
import { broadcastPath } from './path';

/** Tab 1: one socket to the server, which repeats each message to all. */
export function BroadcastTab(): ReactNode {
  const wire = useWireLog();
  const { connection, chat, roundTripMillis, say, drop, rename, retryNow } = useChat(wire);
  const items = useMemo(() => listItems(chat), [chat]);
  const isOpen = connection.kind === 'open';

  return (
    <TabFrame
      tab="broadcast"
      path={broadcastPath(connection, chat.count)}
      status={
        <BroadcastStatus connection={connection} chat={chat} roundTripMillis={roundTripMillis} onRename={rename} />
      }
      banner={
        <ConnectionBanner
          connection={connection}
          onRetry={retryNow}
          meanwhile="You come back as the same person, and get what you missed."
        />
      }
      wire={wire}
    >
      <MessageList
        items={items}
        total={chat.nextIndex + chat.drafts.length}
        empty={
          isOpen ? 'No messages yet. Open another tab and start chatting!' : 'The messages of this server show up here.'
        }
        onDrop={drop}
      />
      <Composer
        placeholder="Write to everyone"
        canSend={isOpen}
        canWrite
        maxBytes={chat.limits?.text_bytes}
        onSend={say}
      />
    </TabFrame>
  );
}
