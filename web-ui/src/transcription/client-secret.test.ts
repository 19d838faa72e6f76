import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { mintClientSecret } from './client-secret';
import { ProblemError } from './problem';

const wire = { record: vi.fn(), remark: vi.fn() };

function answer(status: number, body: object, headers: Record<string, string> = {}): void {
  vi.mocked(fetch).mockResolvedValue(new Response(JSON.stringify(body), { status, headers }));
}

async function failure(): Promise<ProblemError> {
  const outcome: unknown = await mintClientSecret('en', wire, new AbortController().signal).catch(
    (error: unknown) => error,
  );
  if (outcome instanceof ProblemError) return outcome;
  throw new Error('it did not fail as it should');
}

describe('an ephemeral key', () => {
  beforeEach(() => vi.stubGlobal('fetch', vi.fn()));
  afterEach(() => vi.unstubAllGlobals());

  it('is never recorded', async () => {
    answer(200, { value: 'ek_secret', expires_at: 1_800_000_000 });
    const secret = await mintClientSecret('en', wire, new AbortController().signal);
    expect(secret).toMatchObject({ value: 'ek_secret', expiresAtMillis: 1_800_000_000_000 });
    expect(JSON.stringify(wire.record.mock.calls)).not.toContain('ek_secret');
  });

  it.each([
    ['7', 7_000],
    ['86400', 60_000],
    ['-3', 0],
    ['Fri, 31 Dec 1999 23:59:59 GMT', 0],
  ])('that is refused with Retry-After %s can be had after %d ms', async (header, millis) => {
    answer(429, { code: 'rate_limited' }, { 'Retry-After': header });
    expect(await failure()).toMatchObject({ problem: { code: 'rate_limited' }, retryAfterMillis: millis });
  });

  it('that is refused without a word on when can be had at any time', async () => {
    answer(503, { code: 'not_ready' });
    expect(await failure()).toMatchObject({ problem: { code: 'not_ready' }, retryAfterMillis: 0 });
  });
});
