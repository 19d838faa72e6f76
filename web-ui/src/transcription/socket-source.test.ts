import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeWebSocket } from '../testing/transcription/fake-web-socket';
import { WireLog } from '../wire/wire-log';
import { openAiSocket } from './openai-socket';
import { ProblemError } from './problem';
import { serverSocket } from './server-socket';
import { type SourceListener, type TranscriptionSource } from './source';

const folder = join(import.meta.dirname, '../../../docs/protocol/examples/transcription');
const golden = (name: string): Record<string, unknown> =>
  JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as Record<string, unknown>;

const KEY = 'ek_Zm9yLWV4YW1wbGUtb25seQ';
const listener = { onEvent: vi.fn(), onWritable: vi.fn(), onLost: vi.fn() } satisfies SourceListener;
let wire: WireLog;
let abort: AbortController;

const request = (): Parameters<TranscriptionSource['open']>[0] => ({
  language: 'en',
  stream: {} as MediaStream,
  signal: abort.signal,
});

/** Everything that the wire view shows or saves. */
const wireText = (): string => JSON.stringify(wire.entries) + wire.toJsonLines();

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('WebSocket', FakeWebSocket);
  FakeWebSocket.instances = [];
  for (const mock of Object.values(listener)) mock.mockClear();
  wire = new WireLog();
  abort = new AbortController();
});
afterEach(() => vi.useRealTimers());

function mintAnswers(status: number, body: object): ReturnType<typeof vi.fn> {
  const mint = vi.fn(() => Promise.resolve(new Response(JSON.stringify(body), { status })));
  vi.stubGlobal('fetch', mint);
  return mint;
}

async function problemOf(opening: Promise<void>): Promise<string> {
  const error: unknown = await opening.then(
    () => undefined,
    (failure: unknown) => failure,
  );
  expect(error).toBeInstanceOf(ProblemError);
  return (error as ProblemError).problem.code;
}

describe('the socket of the Realtime API', () => {
  const make = (): TranscriptionSource => openAiSocket(wire.channel('http'), wire.channel('socket'))(listener);

  async function open(): Promise<TranscriptionSource> {
    mintAnswers(200, golden('server-transcription-session'));
    const source = make();
    const opening = source.open(request());
    await vi.advanceTimersByTimeAsync(0);
    FakeWebSocket.latest.accept();
    FakeWebSocket.latest.say(golden('server-session.updated'));
    await opening;
    return source;
  }

  it('asks for a key, and takes it to the API as a subprotocol, with no model in the address', async () => {
    const mint = mintAnswers(200, golden('server-transcription-session'));
    void make().open(request());
    await vi.advanceTimersByTimeAsync(0);
    const [path, init] = mint.mock.calls[0] as [string, RequestInit];
    expect(path).toBe('/api/transcription-session');
    expect(JSON.parse(init.body as string)).toEqual(golden('client-transcription-session'));
    expect(FakeWebSocket.latest.url).toBe('ws://localhost:3000/v1/realtime');
    expect(FakeWebSocket.latest.protocols).toEqual(['realtime', `openai-insecure-api-key.${KEY}`]);
  });

  it('goes where the service says, and takes an older form of the answer', async () => {
    const { endpoints } = golden('server-transcription-session-openai');
    mintAnswers(200, { client_secret: { value: KEY }, endpoints });
    void make().open(request());
    await vi.advanceTimersByTimeAsync(0);
    expect(FakeWebSocket.latest.url).toBe('wss://api.openai.com/v1/realtime');
  });

  it('listens only once the session is there: the handshake proves nothing', async () => {
    mintAnswers(200, golden('server-transcription-session'));
    const source = make();
    const opened = vi.fn();
    void source.open(request()).then(opened);
    await vi.advanceTimersByTimeAsync(0);
    FakeWebSocket.latest.accept();
    await vi.advanceTimersByTimeAsync(0);
    expect(opened).not.toHaveBeenCalled();
    expect(source.writable).toBe(false);
    FakeWebSocket.latest.say(golden('server-session.updated'));
    await vi.advanceTimersByTimeAsync(0);
    expect(opened).toHaveBeenCalledOnce();
    expect(source.writable).toBe(true);
  });

  it('sends audio as Base64 in events, and ends of turns with their ids', async () => {
    const source = await open();
    source.send(Uint8Array.of(0, 0, 1, 0, 255, 255, 2, 0, 254, 195).buffer);
    source.commit('turn-1');
    const commit = { ...golden('client-input_audio_buffer.commit'), event_id: 'turn-1' };
    const append = { ...golden('client-input_audio_buffer.append'), audio: 'AAABAP//AgD+ww==' };
    expect(FakeWebSocket.latest.events).toEqual([append, commit]);
    source.clear();
    source.finish();
    expect(FakeWebSocket.latest.events.slice(2)).toEqual([golden('client-input_audio_buffer.clear')]);
  });

  it('takes no more than the browser can send', async () => {
    const source = await open();
    FakeWebSocket.latest.bufferedAmount = 70_000;
    expect(source.writable).toBe(false);
  });

  it('never shows the key, nor the sound', async () => {
    const source = await open();
    source.send(new ArrayBuffer(1920));
    source.send(new ArrayBuffer(1920));
    source.close();
    expect(wireText()).not.toContain(KEY);
    expect(wireText()).not.toContain('AAAA');
    expect(wire.entries.find(({ count }) => count === 2)?.bytes).toBeGreaterThan(5000);
  });

  it.each([
    [3000, 'invalid_api_key', 'key_refused'],
    [3000, undefined, 'key_refused'],
    [4000, 'invalid_model', 'refused'],
    [4000, 'insufficient_quota', 'quota_exhausted'],
    [1006, undefined, 'service_unreachable'],
  ])('tells why it was not let in: close %i, error %s', async (code, errorCode, problem) => {
    mintAnswers(200, golden('server-transcription-session'));
    const opening = make().open(request());
    const told = problemOf(opening);
    await vi.advanceTimersByTimeAsync(0);
    FakeWebSocket.latest.accept();
    if (errorCode !== undefined) FakeWebSocket.latest.say({ type: 'error', error: { code: errorCode } });
    FakeWebSocket.latest.hangUp(code);
    expect(await told).toBe(problem);
    expect(listener.onLost).not.toHaveBeenCalled();
  });

  it.each([
    [1006, undefined, 'connection_lost'],
    [1001, 'session_expired', 'session_ended'],
    [3000, undefined, 'key_refused'],
  ])('tells at once that it is gone: close %i, error %s', async (code, errorCode, problem) => {
    await open();
    if (errorCode !== undefined) FakeWebSocket.latest.say({ type: 'error', error: { code: errorCode } });
    FakeWebSocket.latest.hangUp(code);
    expect(listener.onLost).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ code: problem }));
  });

  it('gives up after a while, and closes', async () => {
    mintAnswers(200, golden('server-transcription-session'));
    vi.spyOn(AbortSignal, 'timeout').mockImplementation((millis) => {
      const limit = new AbortController();
      setTimeout(() => limit.abort(), millis);
      return limit.signal;
    });
    const told = problemOf(make().open(request()));
    await vi.advanceTimersByTimeAsync(15_001);
    expect(await told).toBe('service_unreachable');
    expect(FakeWebSocket.latest.closedWith).toBe(1000);
  });

  it('closes what it opened when it is given up', async () => {
    mintAnswers(200, golden('server-transcription-session'));
    const opening = make().open(request());
    const outcome = opening.catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(0);
    abort.abort();
    expect(await outcome).toBe(abort.signal.reason);
    expect(FakeWebSocket.latest.closedWith).toBe(1000);
  });

  it('says nothing more once it is closed', async () => {
    const source = await open();
    source.close();
    source.close();
    FakeWebSocket.latest.hangUp(1000);
    expect(listener.onLost).not.toHaveBeenCalled();
    expect(FakeWebSocket.latest.closedWith).toBe(1000);
  });

  it.each([
    [503, golden('server-problem-upstream-unavailable'), 'service_unreachable'],
    [502, golden('server-problem-upstream-refused'), 'upstream_refused'],
    [400, golden('server-problem-unsupported-language'), 'language_unsupported'],
    [429, {}, 'rate_limited'],
    [200, {}, 'key_refused'],
  ])('tells why there is no key: %i %o', async (status, body, problem) => {
    mintAnswers(status, body);
    expect(await problemOf(make().open(request()))).toBe(problem);
    expect(FakeWebSocket.instances).toEqual([]);
  });

  it('tells that our server is not there', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
    expect(await problemOf(make().open(request()))).toBe('service_unreachable');
  });
});

describe('the socket of our server', () => {
  const make = (): TranscriptionSource => serverSocket(wire.channel('socket'))(listener);

  async function open(): Promise<TranscriptionSource> {
    const source = make();
    const opening = source.open(request());
    await vi.advanceTimersByTimeAsync(0);
    FakeWebSocket.latest.accept();
    FakeWebSocket.latest.say(golden('server-session.updated'));
    expect(source.writable).toBe(false);
    FakeWebSocket.latest.say(golden('server-parley.ready'));
    await opening;
    return source;
  }

  it('sends audio as binary frames, and says when it stops', async () => {
    const source = await open();
    expect(FakeWebSocket.latest.url).toBe('ws://localhost:3000/ws/transcription?language=en');
    expect(FakeWebSocket.latest.protocols).toEqual([]);
    const pcm = new ArrayBuffer(1920);
    source.send(pcm);
    source.finish();
    expect(FakeWebSocket.latest.events).toEqual([pcm, golden('client-parley.stop')]);
    expect(source.saysWhenDone).toBe(true);
  });

  it('pauses when the server asks for it', async () => {
    const source = await open();
    FakeWebSocket.latest.say(golden('server-parley.flow-paused'));
    expect(source.writable).toBe(false);
    expect(listener.onWritable).not.toHaveBeenCalled();
    FakeWebSocket.latest.say(golden('server-parley.flow-resumed'));
    expect(source.writable).toBe(true);
    expect(listener.onWritable).toHaveBeenCalledOnce();
  });

  it.each([
    ['server-parley.closing-shutdown', 'connection_lost'],
    ['server-parley.closing-upstream-unavailable', 'upstream_lost'],
    ['server-parley.closing-upstream-unauthorized', 'upstream_refused'],
    ['server-parley.closing-session-limit', 'session_ended'],
    ['server-parley.closing-overflow', 'too_slow'],
    ['server-parley.closing-slow-receiver', 'too_slow'],
    ['server-parley.closing-invalid-request', 'refused'],
    ['server-parley.closing-limit', 'rate_limited'],
  ])('tells what %s means', async (name, problem) => {
    await open();
    const closing = golden(name);
    FakeWebSocket.latest.say(closing);
    FakeWebSocket.latest.hangUp(closing.code as number);
    expect(listener.onLost).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ code: problem }));
  });

  it.each([
    [1006, 'connection_lost'],
    [4001, 'connection_lost'],
    [4008, 'too_slow'],
    [4013, 'upstream_lost'],
    [4501, 'refused'],
  ])('tells what close code %i means without a reason', async (code, problem) => {
    await open();
    FakeWebSocket.latest.hangUp(code);
    expect(listener.onLost).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ code: problem }));
  });

  it('tells that it was not let in', async () => {
    const told = problemOf(make().open(request()));
    await vi.advanceTimersByTimeAsync(0);
    FakeWebSocket.latest.hangUp(1006);
    expect(await told).toBe('service_unreachable');
  });
});
