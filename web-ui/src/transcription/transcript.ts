import { type RealtimeEvent } from './realtime-event';

/**
 * How far the text of a turn is: `partial` grows, `final` is what the service stands by, `failed` stays as far as it came
 * because the service gave up, and `unfinished` because the session ended before.
 */
export type TurnState = 'partial' | 'final' | 'failed' | 'unfinished';

/** What was said between two pauses, as far as it is known. */
export interface Turn {
  readonly itemId: string;
  readonly text: string;
  readonly state: TurnState;
  /** When it began to be spoken, in milliseconds since the epoch: nearly, if only the service knows. */
  readonly startedAt: number;
}

/** An event about one item. */
type ItemEvent = Extract<RealtimeEvent, { readonly itemId: string }>;

interface Item {
  readonly itemId: string;
  readonly previousItemId: string | undefined;
  /** By content index; a turn of speech has one part, but nothing forbids more. */
  readonly parts: readonly string[];
  readonly state: TurnState;
  readonly startedAt: number;
}

/** A transcript in the making. Immutable; {@link turns} is what to show. */
export interface Transcript {
  /** In the order in which they were first heard of. */
  readonly items: readonly Item[];
  /** Items that were cleared, deleted or given up: late events of theirs bring nothing back. */
  readonly forgotten: ReadonlySet<string>;
}

export const emptyTranscript: Transcript = { items: [], forgotten: new Set() };

/**
 * Takes the next event of the service. Everything goes by item: turns may interleave, complete in any order, late or
 * twice, and events of an item may come before the one that announces it.
 *
 * @param startedAt when the turn began, should this event be the first of its item.
 */
export function withEvent(transcript: Transcript, event: RealtimeEvent, startedAt: number): Transcript {
  if (!('itemId' in event) || transcript.forgotten.has(event.itemId)) return transcript;
  if (event.type === 'deleted') return forget(transcript, (item) => item.itemId === event.itemId);
  const known = transcript.items.find((item) => item.itemId === event.itemId);
  const before = known ?? fresh(event.itemId, startedAt);
  const after = changed(before, event);
  if (known === undefined) return { ...transcript, items: [...transcript.items, after] };
  if (after === before) return transcript;
  return { ...transcript, items: transcript.items.map((item) => (item === known ? after : item)) };
}

/** Empties it for good: what was shown doesn't come back. */
export function cleared(transcript: Transcript): Transcript {
  return forget(transcript, () => true);
}

/** Drops what is not final: after a loss its audio is sent again, and comes back as other items. */
export function withoutPartials(transcript: Transcript): Transcript {
  return forget(transcript, (item) => item.state === 'partial');
}

/** Nothing more will come: what is still partial stays as it is. */
export function ended(transcript: Transcript): Transcript {
  if (!transcript.items.some((item) => item.state === 'partial')) return transcript;
  const close = (item: Item): Item => (item.state === 'partial' ? { ...item, state: 'unfinished' } : item);
  return { ...transcript, items: transcript.items.map(close) };
}

/**
 * The turns in the order in which they were spoken: each after the one that the service names as its predecessor, and
 * those of which it says nothing where they were first heard of. A turn without words is none.
 */
export function turns(transcript: Transcript): readonly Turn[] {
  return inOrder(transcript.items)
    .map(({ itemId, parts, state, startedAt }) => ({ itemId, text: join(parts), state, startedAt }))
    .filter(({ text }) => text !== '');
}

/** The whole text, a line a turn. */
export function plainText(transcript: Transcript): string {
  return turns(transcript)
    .map(({ text }) => text)
    .join('\n');
}

function fresh(itemId: string, startedAt: number): Item {
  return { itemId, previousItemId: undefined, parts: [], state: 'partial', startedAt };
}

function changed(item: Item, event: ItemEvent): Item {
  switch (event.type) {
    case 'committed':
    case 'item':
      return event.previousItemId === undefined ? item : { ...item, previousItemId: event.previousItemId };
    case 'delta':
      // The final text has it all: a delta that comes after it would double a word.
      if (item.state === 'final') return item;
      return withPart(item, event.contentIndex, (item.parts[event.contentIndex] ?? '') + event.text);
    case 'completed':
      return { ...withPart(item, event.contentIndex, event.text ?? join(item.parts)), state: 'final' };
    case 'failed':
      return item.state === 'final' ? item : { ...item, state: 'failed' };
    case 'deleted':
      return item;
  }
}

function withPart(item: Item, index: number, text: string): Item {
  const parts = Array.from({ length: Math.max(item.parts.length, index + 1) }, (_, at) => item.parts[at] ?? '');
  return { ...item, parts: parts.with(index, text) };
}

function join(parts: readonly string[]): string {
  return parts
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join(' ');
}

function forget(transcript: Transcript, which: (item: Item) => boolean): Transcript {
  const gone = transcript.items.filter(which).map(({ itemId }) => itemId);
  if (gone.length === 0) return transcript;
  return {
    items: transcript.items.filter((item) => !which(item)),
    forgotten: new Set([...transcript.forgotten, ...gone]),
  };
}

function inOrder(items: readonly Item[]): readonly Item[] {
  const known = new Set(items.map(({ itemId }) => itemId));
  const followers = new Map<string, Item[]>();
  const firsts: Item[] = [];
  for (const item of items) {
    const { itemId, previousItemId } = item;
    if (previousItemId === undefined || previousItemId === itemId || !known.has(previousItemId)) firsts.push(item);
    else followers.set(previousItemId, [...(followers.get(previousItemId) ?? []), item]);
  }
  const ordered: Item[] = [];
  const waiting = firsts.reverse();
  for (let item = waiting.pop(); item !== undefined; item = waiting.pop()) {
    ordered.push(item);
    waiting.push(...(followers.get(item.itemId) ?? []).reverse());
  }
  // Items that name each other as predecessors are nobody's followers: first heard of, first shown.
  return ordered.length === items.length ? ordered : [...ordered, ...items.filter((item) => !ordered.includes(item))];
}
