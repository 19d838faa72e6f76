import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeChatHttp, refusal } from '../testing/fake-chat-http';
import { said } from '../testing/messages';
import { WireLog } from '../wire/wire-log';
import { chatHttpWay } from './chat-http-way';

const session = '/api/chat/session';
const stream = '/api/chat/stream';
const messages = '/api/chat/messages';

function setUp() {
  const server = new FakeChatHttp();
  const heard: string[] = [];
  const wire = new WireLog({ schedule: () => undefined });
  const link = chatHttpWay({ tap: wire, environment: server }).open({
    onOpen: () => heard.push('open'),
    onFrame: (frame) => {
      const { type, id, code, ref } = JSON.parse(frame) as Record<string, string | undefined>;
      heard.push([type, id, code, ref].filter(Boolean).join(' '));
    },
    onClose: (code) => heard.push(`closed ${String(code)}`),
  });
  const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);
  const begin = async (hello: object = {}): Promise<void> => {
    await settle();
    link.send(JSON.stringify({ type: 'hello', ...hello }));
    await settle();
  };
  return { server, heard, wire, link, settle, begin };
}

describe('chatHttpWay', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('says hello by a request, and hears the rest on a stream', async () => {
    const { server, heard, settle, begin } = setUp();
    await begin({ name: 'Ada' });
    server.say(said('a', 11));
    server.say({ type: 'gap' });
    await settle();
    expect(heard).toEqual(['open', 'welcome', 'said a', 'gap']);
    expect(server.bodies(session)).toEqual([{ name: 'Ada' }]);
    const { headers } = server.requests.find(({ path }) => path === stream) ?? {};
    expect(headers?.get('Authorization')).toBe('Bearer secret of ada');
    expect(headers?.get('Last-Event-ID')).toBe('log.10');
  });

  it('asks the stream for what came after the cursor that it knows: else no gap would be told', async () => {
    const { server, begin } = setUp();
    await begin({ resume: 'secret', after: 'log.7' });
    expect(server.requests.at(-1)?.headers.get('Last-Event-ID')).toBe('log.7');
  });

  it('reads events however the network cuts them', async () => {
    const { server, heard, settle, begin } = setUp();
    await begin();
    const event = `id: log.11\ndata: ${JSON.stringify({ ...said('ü', 11), text: 'ünïcödé' })}\n\n`;
    const bytes = [...new TextEncoder().encode(`: still here\n\n${event}`)];
    for (const byte of bytes) server.rawBytes(new Uint8Array([byte]));
    await settle();
    expect(heard.slice(2)).toEqual(['said ü']);
  });

  it('sends one message at a time, in the order in which they were written', async () => {
    const { server, link, settle, begin } = setUp();
    await begin();
    let accept: (() => void) | undefined;
    server.fetch = vi.fn<typeof fetch>(
      () => new Promise((resolve) => void (accept = () => resolve(new Response(null, { status: 202 })))),
    );
    for (const id of ['a', 'b']) link.send(JSON.stringify({ type: 'say', id, text: id }));
    await settle();
    expect(server.fetch).toHaveBeenCalledTimes(1);
    accept?.();
    await settle();
    expect(server.fetch).toHaveBeenCalledTimes(2);
  });

  it('makes of a refused message what a socket would have said', async () => {
    const { server, heard, link, settle, begin } = setUp();
    await begin();
    for (const [status, code, retryable] of [
      [413, 'too_large', false],
      [429, 'rate_limited', true],
      [503, 'unavailable', true],
    ] as const) {
      server.answers.set(messages, () => refusal(status, code, retryable));
      link.send(JSON.stringify({ type: 'say', id: code, text: 'x' }));
      await settle();
    }
    expect(heard.slice(2)).toEqual([
      'error too_large too_large',
      'error rate_limited rate_limited',
      'error unavailable unavailable',
    ]);
  });

  it.each([
    [() => refusal(503, 'unavailable', true), ['error unavailable', 'closed 4013']],
    [() => refusal(429, 'limit'), ['error limit', 'closed 4504']],
    [() => refusal(400, 'invalid_message'), ['error invalid_message', 'closed 4501']],
    [() => new Response('Not here', { status: 404 }), ['closed 1006']],
    [() => new Response('<html>Sign in to this network</html>'), ['closed 1006']],
    [() => Response.json({ hello: 'portal' }), ['closed 1006']],
  ])('is closed when its session is refused: %#', async (answer, expected) => {
    const { server, heard, begin } = setUp();
    server.answers.set(session, answer);
    await begin();
    expect(heard).toEqual(['open', ...expected]);
  });

  it('is not welcomed before the stream is there', async () => {
    const { server, heard, begin } = setUp();
    server.answers.set(stream, () => new Response('<html>', { headers: { 'Content-Type': 'text/html' } }));
    await begin();
    expect(heard).toEqual(['open', 'closed 1006']);
  });

  it('tells a take-over, and any other end', async () => {
    const taken = setUp();
    await taken.begin();
    taken.server.say({ type: 'error', code: 'taken_over', message: 'Elsewhere.', retryable: false });
    taken.server.end(4_503);
    await taken.settle();
    expect(taken.heard.slice(2)).toEqual(['error taken_over', 'closed 4503']);

    const cut = setUp();
    await cut.begin();
    cut.server.cut();
    await cut.settle();
    expect(cut.heard.slice(2)).toEqual(['closed 1006']);
  });

  it('gives a stream up on which not even comments come', async () => {
    const { server, heard, begin } = setUp();
    await begin();
    await vi.advanceTimersByTimeAsync(50_000);
    server.raw(': still here\n\n');
    await vi.advanceTimersByTimeAsync(59_000);
    expect(heard).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(heard.slice(2)).toEqual(['closed 1006']);
  });

  it('lets go of everything when it is closed, and says nothing of it', async () => {
    const { server, heard, link, settle, begin } = setUp();
    await begin();
    link.close(1_000, '');
    await settle();
    expect(server.hasStream).toBe(false);
    expect(heard).toEqual(['open', 'welcome']);
  });

  it('shows its requests, but not the secret', async () => {
    const { link, wire, settle, begin } = setUp();
    await begin();
    link.send(JSON.stringify({ type: 'say', id: 'a', text: 'x' }));
    await settle();
    const shown = wire.entries.map(({ frame }) => frame);
    expect(shown).toEqual([expect.stringMatching(/^200 .*"welcome"/), `GET ${stream}`, '202']);
    expect(wire.toJsonLines()).not.toContain('secret of ada');
  });
});
