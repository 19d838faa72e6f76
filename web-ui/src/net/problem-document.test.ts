import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodeChatServerMessage } from '../protocol/chat';
import { readProblem, retryAfterMillis } from './problem-document';

const examples = join(import.meta.dirname, '../../../docs/protocol/examples/chat');
const problems = readdirSync(examples).filter((file) => file.startsWith('rest-problem-'));

describe('readProblem', () => {
  it.each(problems)('makes of %s what a socket would have said', (file) => {
    const body = readFileSync(join(examples, file), 'utf8');
    const { code, detail, retryable, status } = JSON.parse(body) as Record<string, unknown>;
    expect(decodeChatServerMessage(readProblem(Number(status), body).asError('m1'))).toEqual({
      kind: 'message',
      message: { type: 'error', code, message: detail, retryable, ref: 'm1' },
    });
  });

  it.each([
    [502, '<html>Bad Gateway</html>', true],
    [404, '', false],
    [503, '"text"', true],
    [429, 'null', true],
  ])('makes something of an answer that is none of our server: %i %s', (status, body, retryable) => {
    const problem = readProblem(status, body);
    expect(problem.code).toBeUndefined();
    expect(JSON.parse(problem.asError(undefined))).toEqual({
      type: 'error',
      code: 'unavailable',
      message: `The server answered with ${String(status)}.`,
      retryable,
    });
  });
});

describe('retryAfterMillis', () => {
  const now = Date.parse('2026-11-21T12:00:00Z');
  it.each([
    ['12', 12_000],
    ['0', 0],
    ['Sat, 21 Nov 2026 12:00:30 GMT', 30_000],
    ['Sat, 21 Nov 2026 11:00:00 GMT', 0],
    ['soon', undefined],
  ])('reads %s', (said, millis) => {
    expect(retryAfterMillis(new Headers({ 'Retry-After': said }), now)).toBe(millis);
  });

  it('says so when nothing is said', () => {
    expect(retryAfterMillis(new Headers(), now)).toBeUndefined();
  });
});
