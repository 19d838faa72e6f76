/**
 * What the page understands of the Realtime API's server events, and of the control events of our own door. Names of
 * members follow TypeScript; `docs/protocol/transcription.md` has the wire's. Other servers leave things out or use older
 * names: what can be understood is.
 */
export type RealtimeEvent =
  /** The session is there and set up; `model` is what transcribes, if the server says so. */
  | { readonly type: 'session'; readonly model: string | undefined; readonly language: string | undefined }
  /** A turn's audio is complete and has an item. */
  | { readonly type: 'committed'; readonly itemId: string; readonly previousItemId: string | undefined }
  /** A turn's item was made, or is complete. */
  | { readonly type: 'item'; readonly itemId: string; readonly previousItemId: string | undefined }
  | { readonly type: 'deleted'; readonly itemId: string }
  /** More words of a turn: never revised, with their own spaces. */
  | { readonly type: 'delta'; readonly itemId: string; readonly contentIndex: number; readonly text: string }
  /** The whole text of a turn; `undefined` where a server leaves it to the deltas. */
  | {
      readonly type: 'completed';
      readonly itemId: string;
      readonly contentIndex: number;
      readonly text: string | undefined;
    }
  /** There will be no text of this turn. */
  | { readonly type: 'failed'; readonly itemId: string; readonly code: string | undefined }
  /** `about` is the `event_id` of the client event that was wrong, if one was. */
  | { readonly type: 'error'; readonly code: string | undefined; readonly about: string | undefined }
  /** Our door: upstream is there. */
  | { readonly type: 'ready' }
  /** Our door: send no more audio for now, or go on. */
  | { readonly type: 'flow'; readonly paused: boolean }
  /** Our door: this much audio was lost. */
  | { readonly type: 'dropped'; readonly millis: number }
  /** Our door: it closes next, with this code. */
  | { readonly type: 'closing'; readonly reason: string; readonly code: number }
  /** Anything else: not needed for a transcript. */
  | { readonly type: 'other' };

type Json = Record<string, unknown>;

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function member(value: unknown, ...path: string[]): unknown {
  return path.reduce<unknown>((at, name) => (isObject(at) ? at[name] : undefined), value);
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function count(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}

const TRANSCRIPTION = 'conversation.item.input_audio_transcription.';

/** Reads one event. @returns `undefined` for what isn't an event at all: it is ignored. */
export function parseRealtimeEvent(data: unknown): RealtimeEvent | undefined {
  if (typeof data !== 'string') return undefined;
  let event: unknown;
  try {
    event = JSON.parse(data);
  } catch {
    return undefined;
  }
  const type = text(member(event, 'type'));
  return isObject(event) && type !== undefined ? (read(type, event) ?? { type: 'other' }) : undefined;
}

function read(type: string, event: Json): RealtimeEvent | undefined {
  if (type.startsWith(TRANSCRIPTION)) return readTranscription(type.slice(TRANSCRIPTION.length), event);
  switch (type) {
    case 'session.created':
    case 'session.updated':
      return readSession(event);
    case 'input_audio_buffer.committed':
      return ofItem(event.item_id, (itemId) => ({ type: 'committed', itemId, ...previous(event) }));
    case 'conversation.item.added':
    case 'conversation.item.created':
    case 'conversation.item.done':
      return ofItem(member(event, 'item', 'id'), (itemId) => ({ type: 'item', itemId, ...previous(event) }));
    case 'conversation.item.deleted':
      return ofItem(event.item_id, (itemId) => ({ type: 'deleted', itemId }));
    case 'error':
      return {
        type: 'error',
        code: text(member(event, 'error', 'code')),
        about: text(member(event, 'error', 'event_id')),
      };
    case 'parley.ready':
      return { type: 'ready' };
    case 'parley.flow':
      return { type: 'flow', paused: event.paused === true };
    case 'parley.dropped':
      return { type: 'dropped', millis: count(event.millis) };
    case 'parley.closing':
      return { type: 'closing', reason: text(event.reason) ?? '', code: count(event.code) };
    default:
      return undefined;
  }
}

function readSession(event: Json): RealtimeEvent {
  const transcription = member(event, 'session', 'audio', 'input', 'transcription');
  return {
    type: 'session',
    model: text(member(transcription, 'model')),
    language: text(member(transcription, 'language')),
  };
}

function readTranscription(kind: string, event: Json): RealtimeEvent | undefined {
  const contentIndex = count(event.content_index);
  switch (kind) {
    case 'delta':
      return ofItem(event.item_id, (itemId) => ({
        type: 'delta',
        itemId,
        contentIndex,
        text: text(event.delta) ?? '',
      }));
    case 'completed':
      return ofItem(event.item_id, (itemId) => ({
        type: 'completed',
        itemId,
        contentIndex,
        text: text(event.transcript),
      }));
    case 'failed':
      return ofItem(event.item_id, (itemId) => ({
        type: 'failed',
        itemId,
        code: text(member(event, 'error', 'code')),
      }));
    default:
      return undefined;
  }
}

function ofItem(id: unknown, make: (itemId: string) => RealtimeEvent): RealtimeEvent | undefined {
  return typeof id === 'string' && id !== '' ? make(id) : undefined;
}

function previous(event: Json): { previousItemId: string | undefined } {
  return { previousItemId: text(event.previous_item_id) };
}
