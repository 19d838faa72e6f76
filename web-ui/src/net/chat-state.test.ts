import { describe, expect, it } from 'vitest';
import { said, welcome } from '../testing/messages';
import { type ChatServerMessage } from '../protocol/chat';
import { type ChatEvent, type ChatState, emptyChat, itemsKept, reduceChat } from './chat-state';

const at = new Date('2026-11-21T09:41:00Z');
const received = (message: ChatServerMessage, awayMillis?: number): ChatEvent => ({
  kind: 'received',
  message,
  awayMillis,
});
const written = (id: string): ChatEvent => ({
  kind: 'written',
  draft: { id, text: `text of ${id}`, at, failure: undefined },
});

function after(...events: ChatEvent[]): ChatState {
  return events.reduce(reduceChat, emptyChat);
}

function shown({ items, drafts }: ChatState): string[] {
  const placed = items.map((item) => (item.kind === 'message' ? item.id : item.kind));
  return [...placed, ...drafts.map(({ id }) => `${id}?`)];
}

describe('reduceChat', () => {
  it('keeps the order of the log, and what has no place yet below it', () => {
    const state = after(
      received(welcome()),
      written('a'),
      written('b'),
      received(said('x', 11)),
      received(said('a', 12, 'ada')),
    );
    expect(shown(state)).toEqual(['x', 'a', 'b?']);
    expect(state.cursor).toBe('log.12');
  });

  it('shows what comes twice once', () => {
    const state = after(received(welcome()), received(said('x', 11)), received(said('x', 11)), received(said('y', 12)));
    expect(shown(state)).toEqual(['x', 'y']);
  });

  it('does not go back to an older cursor when something comes twice', () => {
    const state = after(received(welcome()), received(said('x', 11)), received(said('y', 12)), received(said('x', 11)));
    expect(state.cursor).toBe('log.12');
  });

  it('knows its own messages by identity and by draft', () => {
    const state = after(
      received(welcome()),
      written('a'),
      received(said('a', 11, 'ada before')),
      received(said('b', 12, 'ada')),
    );
    expect(state.items.map((item) => item.kind === 'message' && item.isMine)).toEqual([true, true]);
    expect(state.drafts).toEqual([]);
  });

  it('says how long it was away and counts what was caught up', () => {
    const state = after(
      received(welcome()),
      received(said('x', 11)),
      received(welcome({ resumed: true, cursor: 'log.11' }), 6_000),
      received(said('y', 12)),
      received(said('z', 13)),
      { kind: 'caught_up' },
      received(said('live', 14)),
    );
    expect(shown(state)).toEqual(['x', 'away', 'y', 'z', 'live']);
    expect(state.items[1]).toMatchObject({ kind: 'away', awayMillis: 6_000, caughtUp: 2 });
  });

  it('notes a gap where it is', () => {
    const state = after(
      received(welcome()),
      received(said('x', 11)),
      received({ type: 'gap' }),
      received(said('y', 900)),
    );
    expect(shown(state)).toEqual(['x', 'note', 'y']);
  });

  it('marks what was refused for good, and leaves alone what may be tried again', () => {
    const error = { type: 'error', message: 'No.', ref: 'a' } as const;
    const before = after(received(welcome()), written('a'));
    expect(reduceChat(before, received({ ...error, code: 'too_large', retryable: false })).drafts[0]?.failure).toBe(
      'No.',
    );
    expect(
      reduceChat(before, received({ ...error, code: 'rate_limited', retryable: true })).drafts[0]?.failure,
    ).toBeUndefined();
    expect(reduceChat(before, { kind: 'dropped', id: 'a' }).drafts).toEqual([]);
  });

  it('takes a duplicate id for said: it was, by the identity before', () => {
    const error = { type: 'error', code: 'duplicate_id', message: 'Used.', retryable: false, ref: 'a' } as const;
    expect(after(received(welcome()), written('a'), received(error)).drafts).toEqual([]);
  });

  it('follows who is here', () => {
    const bob = { id: 'bob', name: 'Bob' };
    const both = after(received(welcome()), received({ type: 'presence', count: 2, joined: [bob], left: [] }));
    expect([...both.people.keys()]).toEqual(['ada', 'bob']);
    const alone = reduceChat(both, received({ type: 'presence', count: 1, joined: [], left: ['bob'] }));
    expect(alone).toMatchObject({ count: 1 });
    expect([...alone.people.keys()]).toEqual(['ada']);
  });

  it('keeps a bounded number of items, the newest', () => {
    const events = Array.from({ length: itemsKept + 5 }, (_, i) => received(said(`m${String(i)}`, i)));
    const { items, nextIndex } = after(...events);
    expect(items).toHaveLength(itemsKept);
    expect(items[0]).toMatchObject({ id: 'm5' });
    expect(nextIndex).toBe(itemsKept + 5);
  });
});
