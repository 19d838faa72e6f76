import * as v from 'valibot';
import { errorMembers, person, said } from './common';
import { decoderOf } from './decoding';

/** What the chat server allows, told in its welcome. */
const limits = v.object({
  name_characters: v.number(),
  id_characters: v.number(),
  text_bytes: v.number(),
  messages_per_second: v.number(),
  messages_burst: v.number(),
  sockets_per_address: v.number(),
  messages_per_second_of_address: v.number(),
  messages_per_second_of_node: v.number(),
  sockets_of_node: v.number(),
  outbox_bytes: v.number(),
  outbox_patience_seconds: v.number(),
  ping_interval_seconds: v.number(),
  ping_timeout_seconds: v.number(),
});
export type ChatLimits = v.InferOutput<typeof limits>;

const serverMessages = [
  v.object({
    type: v.literal('welcome'),
    ref: v.optional(v.string()),
    self: v.string(),
    name: v.string(),
    resume: v.string(),
    resumed: v.boolean(),
    cursor: v.string(),
    count: v.number(),
    participants: v.array(person),
    limits,
  }),
  v.object({ type: v.literal('gap') }),
  v.object({ type: v.literal('said'), cursor: v.string(), ...said }),
  v.object({ type: v.literal('presence'), count: v.number(), joined: v.array(person), left: v.array(v.string()) }),
  v.object(errorMembers),
] as const;

/** Messages of `/ws/chat` from the server; described in docs/protocol/chat.md. */
export type ChatServerMessage = v.InferOutput<(typeof serverMessages)[number]>;

export const decodeChatServerMessage = decoderOf(serverMessages);

/** Messages of `/ws/chat` from the page. */
export type ChatClientMessage =
  | {
      readonly type: 'hello';
      readonly id?: string;
      readonly name?: string;
      readonly resume?: string;
      readonly after?: string;
    }
  | { readonly type: 'say'; readonly id: string; readonly text: string };
