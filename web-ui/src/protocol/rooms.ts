import * as v from 'valibot';
import { errorMembers, instant, person, said } from './common';
import { decoderOf } from './decoding';

/** Two namespaces: the same name in the other kind is another room. */
export type RoomKind = 'chat' | 'video';
const kind = v.picklist(['chat', 'video']);

/** What the room server allows, told in its welcome. */
const limits = v.object({
  name_characters: v.number(),
  id_characters: v.number(),
  text_bytes: v.number(),
  description_bytes: v.number(),
  candidate_bytes: v.number(),
  room_characters: v.number(),
  capacity_min: v.number(),
  capacity_max: v.number(),
  messages_per_second: v.number(),
  messages_burst: v.number(),
  kept_messages: v.number(),
  place_kept_seconds: v.number(),
  rooms_of_node: v.number(),
  sockets_per_address: v.number(),
  messages_per_second_of_address: v.number(),
  messages_per_second_of_node: v.number(),
  sockets_of_node: v.number(),
  outbox_bytes: v.number(),
  outbox_patience_seconds: v.number(),
  ping_interval_seconds: v.number(),
  ping_timeout_seconds: v.number(),
});
export type RoomLimits = v.InferOutput<typeof limits>;

/** Absent on what belongs to one socket only: a resumed welcome, its snapshot of the room, errors before the hello. */
const seq = v.optional(v.number());
const ref = v.optional(v.string());

const peer = v.object({ id: v.string(), name: v.string(), away: v.boolean() });
export type RoomPeer = v.InferOutput<typeof peer>;

const description = v.object({ type: v.picklist(['offer', 'answer', 'pranswer', 'rollback']), sdp: v.string() });
/** An RTCIceCandidateInit; null ends the candidates. */
const candidate = v.object({
  candidate: v.optional(v.string()),
  sdpMid: v.optional(v.nullable(v.string())),
  sdpMLineIndex: v.optional(v.nullable(v.number())),
  usernameFragment: v.optional(v.nullable(v.string())),
});

const message = v.object({ type: v.literal('message'), seq, ...said });
const caption = v.object({
  type: v.literal('caption'),
  seq,
  from: person,
  item: v.string(),
  text: v.string(),
  final: v.boolean(),
  at: instant,
});

const serverMessages = [
  v.object({
    type: v.literal('welcome'),
    seq,
    ref,
    self: v.string(),
    name: v.string(),
    resume: v.string(),
    resumed: v.boolean(),
    limits,
  }),
  v.object({
    type: v.literal('joined'),
    seq,
    ref,
    kind,
    room: v.string(),
    capacity: v.number(),
    locked: v.boolean(),
    peers: v.array(peer),
    history: v.array(v.variant('type', [message, caption])),
  }),
  v.object({ type: v.literal('ack'), seq, ref: v.string() }),
  v.object({ type: v.literal('peer_joined'), seq, peer: person }),
  v.object({ type: v.literal('peer_left'), seq, peer: person, reason: v.picklist(['left', 'lost']) }),
  v.object({ type: v.literal('peer_away'), seq, peer: person }),
  v.object({ type: v.literal('peer_back'), seq, peer: person }),
  v.object({ type: v.literal('description'), seq, from: v.string(), description }),
  v.object({ type: v.literal('candidate'), seq, from: v.string(), candidate: v.optional(v.nullable(candidate)) }),
  message,
  caption,
  v.object({
    type: v.literal('room'),
    seq,
    ref,
    kind,
    room: v.string(),
    exists: v.boolean(),
    participants: v.number(),
    capacity: v.number(),
    locked: v.boolean(),
  }),
  v.object({ type: v.literal('locked'), seq, locked: v.boolean(), by: v.string() }),
  v.object({ ...errorMembers, seq }),
] as const;

/** Messages of `/ws/rooms` from the server; described in docs/protocol/rooms.md. Calls by name have a part of their own. */
export type RoomServerMessage = v.InferOutput<(typeof serverMessages)[number]>;

export const decodeRoomServerMessage = decoderOf(serverMessages);

interface Addressed {
  readonly id?: string;
  /** A peer's id; may be left out in a room of two. */
  readonly to?: string;
}

/** Messages of `/ws/rooms` from the page. */
export type RoomClientMessage =
  | {
      readonly type: 'hello';
      readonly id?: string;
      readonly name?: string;
      readonly resume?: string;
      readonly after?: number;
    }
  | {
      readonly type: 'join';
      readonly id?: string;
      readonly kind: RoomKind;
      readonly room: string;
      readonly create?: boolean;
    }
  | { readonly type: 'create'; readonly id?: string; readonly kind: RoomKind; readonly capacity?: number }
  | (Addressed & { readonly type: 'description'; readonly description: RTCSessionDescriptionInit })
  | (Addressed & { readonly type: 'candidate'; readonly candidate: RTCIceCandidateInit | null })
  | { readonly type: 'lookup'; readonly id?: string; readonly kind: RoomKind; readonly room: string }
  | { readonly type: 'leave'; readonly id?: string };
