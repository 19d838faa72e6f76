import { type ReactNode } from 'react';
import { NameEditor } from '../../components/NameEditor';
import { PeopleHere } from '../../components/PeopleHere';
import { StatusLine } from '../../components/StatusLine';
import { type ChatState } from '../../net/chat-state';
import { type ConnectionState } from '../../net/json-socket';

interface BroadcastStatusProps {
  readonly connection: ConnectionState;
  readonly chat: ChatState;
  readonly roundTripMillis: number | undefined;
  readonly onRename: (name: string) => void;
}

/** "Connected as Ada", who is here, and how long a message takes. */
export function BroadcastStatus({ connection, chat, roundTripMillis, onRename }: BroadcastStatusProps): ReactNode {
  switch (connection.kind) {
    case 'open':
      return (
        <StatusLine
          tone="ok"
          aside={
            <>
              <PeopleHere count={chat.count} people={chat.people} selfId={chat.self?.id} />
              {connection.over === 'http' && (
                <span title="No WebSocket gets through from here, so it goes by requests and a stream of events. This page tries the WebSocket again by itself.">
                  over HTTP
                </span>
              )}
              {roundTripMillis !== undefined && <span>round trip {roundTripMillis} ms</span>}
            </>
          }
        >
          Connected as{' '}
          <NameEditor
            name={chat.self?.name ?? ''}
            maxCharacters={chat.limits?.name_characters ?? 64}
            onRename={onRename}
          />
        </StatusLine>
      );
    case 'connecting':
      return <StatusLine tone="wait">{connection.lost === undefined ? 'Connecting…' : 'Reconnecting…'}</StatusLine>;
    case 'waiting':
    case 'refused':
    case 'closed':
      return <StatusLine tone="bad">Disconnected</StatusLine>;
  }
}
