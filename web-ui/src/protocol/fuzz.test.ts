import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeChatServerMessage } from './chat';
import { type Decoded } from './decoding';
import { decodeRoomServerMessage } from './rooms';

const examples = join(import.meta.dirname, '../../../docs/protocol/examples');

/** One seed that is always the same, and one that finds something new some day: fast-check prints it with what it found. */
const seeds = [20_260_101, Date.now() % 2 ** 31];

type JsonObject = Readonly<Record<string, unknown>>;

function goldenMessages(door: string): JsonObject[] {
  return readdirSync(join(examples, door))
    .filter((file) => file.startsWith('server-'))
    .map((file) => JSON.parse(readFileSync(join(examples, door, file), 'utf8')) as JsonObject);
}

/** A golden message of which one member is something else, or is missing. */
function spoilt(door: string): fc.Arbitrary<string> {
  return fc
    .constantFrom(...goldenMessages(door))
    .chain((message) =>
      fc
        .tuple(fc.constantFrom(...Object.keys(message)), fc.option(fc.jsonValue({ maxDepth: 5 }), { nil: undefined }))
        .map(([member, value]) => JSON.stringify({ ...message, [member]: value })),
    );
}

describe.each<[string, (frame: string) => Decoded<unknown>]>([
  ['chat', decodeChatServerMessage],
  ['rooms', decodeRoomServerMessage],
])('the decoder of %s', (door, decode) => {
  const frames = fc.oneof(
    { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
    { weight: 2, arbitrary: fc.json({ maxDepth: 20 }) },
    { weight: 7, arbitrary: spoilt(door) },
  );

  it.each(seeds)('has an answer to any frame (seed %d)', (seed) => {
    fc.assert(
      fc.property(frames, (frame) => {
        const decoded = decode(frame);
        if (decoded.kind === 'message') expect(JSON.parse(frame)).toMatchObject(decoded.message as object);
        else if (decoded.kind === 'bad') expect(decoded.problem).not.toBe('');
        else expect(decoded.type).toBe((JSON.parse(frame) as JsonObject).type);
      }),
      { seed, numRuns: 2_000 },
    );
  });

  it('survives nesting that no message has', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    expect(decode(deep).kind).toBe('bad');
    expect(decode(`{"type":"error","code":${deep}}`).kind).toBe('bad');
  });
});
