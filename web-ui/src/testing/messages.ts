import { type ChatServerMessage } from '../protocol/chat';
import { type RoomServerMessage } from '../protocol/rooms';

type Chat<T extends ChatServerMessage['type']> = ChatServerMessage & { type: T };
type Rooms<T extends RoomServerMessage['type']> = RoomServerMessage & { type: T };

/** The chat server's welcome to Ada. */
export function welcome(part: Partial<Chat<'welcome'>> = {}): Chat<'welcome'> {
  return {
    type: 'welcome',
    self: 'ada',
    name: 'Ada',
    resume: 'secret of ada',
    resumed: false,
    cursor: 'log.10',
    count: 1,
    participants: [{ id: 'ada', name: 'Ada' }],
    limits: {
      name_characters: 64,
      id_characters: 64,
      text_bytes: 4_096,
      messages_per_second: 20,
      messages_burst: 60,
      sockets_per_address: 200,
      messages_per_second_of_address: 300,
      messages_per_second_of_node: 500,
      sockets_of_node: 10000,
      outbox_bytes: 1_048_576,
      outbox_patience_seconds: 10,
      ping_interval_seconds: 20,
      ping_timeout_seconds: 20,
    },
    ...part,
  };
}

/** Something that was said, by Bob unless told otherwise. */
export function said(id: string, cursor: number, from = 'bob'): Chat<'said'> {
  return {
    type: 'said',
    cursor: `log.${String(cursor)}`,
    id,
    from: { id: from, name: from },
    text: `text of ${id}`,
    at: '2026-11-21T09:41:20.305Z',
  };
}

/** The room server's welcome to Ada. */
export function roomWelcome(part: Partial<Rooms<'welcome'>> = {}): Rooms<'welcome'> {
  return {
    type: 'welcome',
    seq: 1,
    self: 'ada',
    name: 'Ada',
    resume: 'secret of ada',
    resumed: false,
    limits: {
      name_characters: 64,
      id_characters: 64,
      text_bytes: 4_096,
      description_bytes: 61_440,
      candidate_bytes: 4_096,
      room_characters: 64,
      capacity_min: 2,
      capacity_max: 8,
      messages_per_second: 50,
      messages_burst: 300,
      kept_messages: 64,
      place_kept_seconds: 15,
      rooms_of_node: 10000,
      sockets_per_address: 200,
      messages_per_second_of_address: 300,
      messages_per_second_of_node: 5000,
      sockets_of_node: 10000,
      outbox_bytes: 1_048_576,
      outbox_patience_seconds: 10,
      ping_interval_seconds: 20,
      ping_timeout_seconds: 20,
    },
    ...part,
  };
}
