import { useEffect, useState } from 'react';
import { PeerChat, type PeerChatState } from '../webrtc/peer-chat';
import { type WireLog } from '../wire/wire-log';
import { useName } from './useName';
import { useReadable } from './useReadable';

export interface PeerChatView extends PeerChatState {
  readonly chat: PeerChat;
  readonly rename: (name: string) => void;
}

/** Being in a chat room for as long as the component is there. */
export function usePeerChat(room: string | undefined, wire: WireLog): PeerChatView {
  const [name, setName] = useName();
  const [chat] = useState(() => new PeerChat({ room, name, wire }));
  const state = useReadable(chat.state);

  useEffect(() => {
    chat.call.join();
    return () => chat.call.leave();
  }, [chat]);

  const rename = (next: string): void => {
    setName(next);
    chat.call.rename(next);
  };
  return { ...state, chat, rename };
}
