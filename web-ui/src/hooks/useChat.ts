import { useEffect, useMemo, useState } from 'react';
import { ChatClient, type ChatView } from '../net/chat-client';
import { type WireLog } from '../wire/wire-log';
import { useName } from './useName';
import { useReadable } from './useReadable';

export interface Chat extends ChatView {
  readonly say: (text: string) => void;
  /** Takes back a message that the server refused. */
  readonly drop: (id: string) => void;
  readonly rename: (name: string) => void;
  readonly retryNow: () => void;
}

/** Broadcast chat for as long as the component is there. */
export function useChat(wire: WireLog): Chat {
  const [name, setName] = useName();
  const [client] = useState(() => new ChatClient({ name, tap: wire, httpTap: wire.channel('http') }));
  const view = useReadable(client.view);

  useEffect(() => {
    client.connect();
    return () => client.close();
  }, [client]);

  const actions = useMemo(
    () => ({
      say: (text: string) => client.say(text),
      drop: (id: string) => client.drop(id),
      rename: (next: string) => {
        setName(next);
        client.rename(next);
      },
      retryNow: () => client.retryNow(),
    }),
    [client, setName],
  );
  return { ...view, ...actions };
}
