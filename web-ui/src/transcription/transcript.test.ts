import { describe, expect, it } from 'vitest';
import { parseRealtimeEvent, type RealtimeEvent } from './realtime-event';
import {
  cleared,
  emptyTranscript,
  ended,
  plainText,
  type Transcript,
  turns,
  withEvent,
  withoutPartials,
} from './transcript';

const delta = (itemId: string, text: string): RealtimeEvent => ({ type: 'delta', itemId, contentIndex: 0, text });
const completed = (itemId: string, text?: string): RealtimeEvent => ({
  type: 'completed',
  itemId,
  contentIndex: 0,
  text,
});
const failed = (itemId: string): RealtimeEvent => ({ type: 'failed', itemId, code: 'transcription_failed' });
const committed = (itemId: string, previousItemId?: string): RealtimeEvent => ({
  type: 'committed',
  itemId,
  previousItemId,
});

function after(...events: RealtimeEvent[]): Transcript {
  return events.reduce((transcript, event, index) => withEvent(transcript, event, index), emptyTranscript);
}

function shown(transcript: Transcript): string[] {
  return turns(transcript).map(({ text, state }) => `${state}: ${text}`);
}

describe('transcript', () => {
  it('appends deltas live, and replaces them by the final text', () => {
    expect(shown(after(delta('a', ' and'), delta('a', ' so')))).toEqual(['partial: and so']);
    expect(shown(after(delta('a', ' and'), completed('a', 'And so.')))).toEqual(['final: And so.']);
  });

  it('keeps interleaved items apart', () => {
    const transcript = after(delta('a', 'one'), delta('b', 'two'), delta('a', ' more'), completed('b', 'Two.'));
    expect(shown(transcript)).toEqual(['partial: one more', 'final: Two.']);
  });

  it('takes a late, a second and an early final text of any item', () => {
    const late = after(delta('a', 'one'), completed('b', 'Two.'), delta('c', 'three'), completed('a', 'One.'));
    expect(shown(late)).toEqual(['final: One.', 'final: Two.', 'partial: three']);
    expect(shown(after(completed('a', 'One.'), completed('a', 'One, again.')))).toEqual(['final: One, again.']);
    expect(shown(after(completed('a', 'One.'), delta('a', ' one')))).toEqual(['final: One.']);
  });

  it('lets the deltas stand where a server completes without a text', () => {
    expect(shown(after(delta('a', ' and'), delta('a', ' so'), completed('a')))).toEqual(['final: and so']);
  });

  it('ends a turn that failed, unless its text comes after all', () => {
    expect(shown(after(delta('a', 'one'), failed('a')))).toEqual(['failed: one']);
    expect(shown(after(delta('a', 'one'), failed('a'), completed('a', 'One.')))).toEqual(['final: One.']);
    expect(shown(after(completed('a', 'One.'), failed('a')))).toEqual(['final: One.']);
  });

  it('orders turns by their predecessors, whatever is heard of first', () => {
    const transcript = after(
      delta('b', 'two'),
      delta('a', 'one'),
      delta('c', 'three'),
      committed('c', 'b'),
      committed('b', 'a'),
    );
    expect(plainText(transcript)).toBe('one\ntwo\nthree');
  });

  it('orders a second session after the first, and unknown or circular predecessors where they were heard of', () => {
    const first = after(committed('a'), completed('a', 'one'), committed('b', 'a'), completed('b', 'two'));
    const second = withEvent(withEvent(first, committed('x'), 9), completed('x', 'three'), 9);
    expect(plainText(second)).toBe('one\ntwo\nthree');
    expect(plainText(after(committed('a', 'gone'), completed('a', 'one'), completed('b', 'two')))).toBe('one\ntwo');
    const circle = after(committed('a', 'b'), completed('a', 'one'), committed('b', 'a'), completed('b', 'two'));
    expect(plainText(circle)).toBe('one\ntwo');
  });

  it('shows no turn without words', () => {
    expect(turns(after(committed('a'), completed('a', ''), committed('b', 'a')))).toEqual([]);
  });

  it('knows when a turn began from its first event', () => {
    const [turn] = turns(withEvent(withEvent(emptyTranscript, delta('a', 'one'), 100), delta('a', ' two'), 900));
    expect(turn?.startedAt).toBe(100);
  });

  it('does not bring back what was cleared, deleted or given up', () => {
    const events = [delta('a', ' more'), completed('a', 'One more.')];
    const spoken = after(delta('a', 'one'), completed('b', 'Two.'));
    const late = (transcript: Transcript): Transcript => events.reduce((t, e) => withEvent(t, e, 9), transcript);
    expect(shown(late(cleared(spoken)))).toEqual([]);
    expect(shown(late(withEvent(spoken, { type: 'deleted', itemId: 'a' }, 9)))).toEqual(['final: Two.']);
    expect(shown(late(withoutPartials(spoken)))).toEqual(['final: Two.']);
    expect(shown(withEvent(cleared(spoken), delta('c', 'three'), 9))).toEqual(['partial: three']);
  });

  it('leaves what is not final as it is when the session ends', () => {
    expect(shown(ended(after(delta('a', 'one'), completed('b', 'Two.'))))).toEqual(['unfinished: one', 'final: Two.']);
  });

  it('joins the parts of an item by their index', () => {
    const transcript = after(
      { type: 'delta', itemId: 'a', contentIndex: 1, text: 'world' },
      { type: 'delta', itemId: 'a', contentIndex: 0, text: 'hello' },
    );
    expect(plainText(transcript)).toBe('hello world');
  });
});

/** Numbers in a fixed, scattered order. */
function scatter(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** The rows of events, mixed into one: each row keeps its order, as it does on a wire. */
function interleave(rows: readonly (readonly RealtimeEvent[])[], random: () => number): RealtimeEvent[] {
  const left = rows.map((row) => [...row]);
  const mixed: RealtimeEvent[] = [];
  while (left.some((row) => row.length > 0)) {
    const candidates = left.filter((row) => row.length > 0);
    const event = candidates[Math.floor(random() * candidates.length)]?.shift();
    if (event !== undefined) mixed.push(event);
  }
  return mixed;
}

describe('transcript, however the events of its turns mix', () => {
  const sentences = ['And so, my fellow Americans:', 'ask not', 'what your country can do for you,', 'ask.', 'What?'];
  const rows = sentences.map((sentence, index): RealtimeEvent[] => [
    ...sentence.split(' ').map((word) => delta(`item_${String(index)}`, ` ${word.toLowerCase()}`)),
    committed(`item_${String(index)}`, index === 0 ? undefined : `item_${String(index - 1)}`),
    delta(`item_${String(index)}`, ' tail'),
    completed(`item_${String(index)}`, sentence),
  ]);

  it.each(Array.from({ length: 200 }, (_, seed) => seed))(
    'comes to the same text in the same order (seed %i)',
    (seed) => {
      const random = scatter(seed);
      let transcript = emptyTranscript;
      let finals = 0;
      for (const event of interleave(rows, random)) {
        transcript = withEvent(transcript, event, 0);
        if (random() < 0.1) transcript = withEvent(transcript, event.type === 'delta' ? { type: 'other' } : event, 0);
        const now = turns(transcript).filter(({ state }) => state === 'final').length;
        expect(now).toBeGreaterThanOrEqual(finals);
        finals = now;
      }
      expect(plainText(transcript)).toBe(sentences.join('\n'));
      expect(turns(transcript).every(({ state }) => state === 'final')).toBe(true);
    },
  );
});

describe('events of other servers', () => {
  const parse = (event: object): RealtimeEvent | undefined => parseRealtimeEvent(JSON.stringify(event));

  it('are understood with members missing and with older names', () => {
    const type = 'conversation.item.input_audio_transcription';
    expect(parse({ type: `${type}.delta`, item_id: 'a' })).toEqual(delta('a', ''));
    expect(parse({ type: `${type}.completed`, item_id: 'a' })).toEqual(completed('a'));
    const item = { type: 'item', itemId: 'a', previousItemId: 'z' };
    expect(parse({ type: 'conversation.item.created', previous_item_id: 'z', item: { id: 'a' } })).toEqual(item);
  });

  it.each(['no json', '[]', 'null', '7', '{}', '{"type":7}', new ArrayBuffer(2)])(
    'are ignored when they are none: %s',
    (data) => {
      expect(parseRealtimeEvent(data)).toBeUndefined();
    },
  );

  it.each([
    { type: 'rate_limits.updated' },
    { type: 'conversation.item.input_audio_transcription.segment', item_id: 'a' },
    { type: 'conversation.item.input_audio_transcription.delta' },
    { type: 'input_audio_buffer.committed', item_id: 7 },
  ])('change nothing when they are of no use: %o', (event) => {
    expect(parse(event)).toEqual({ type: 'other' });
  });
});
