import OpenAI, { AuthenticationError, BadRequestError } from 'openai';
import { OpenAIRealtimeWebSocket } from 'openai/realtime/websocket';
import { OpenAIRealtimeWS } from 'openai/realtime/ws';
import { afterEach, describe, expect, inject, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { CLIPS, SHORT_CLIP } from '../support/clips';
import { LIVE_SESSION, next, transcribe } from '../support/transcript';
import { wordErrors, wordsOf } from '../support/word-errors';

const services = inject('services');

/** The client, with nothing changed but base URL and key. */
const secure = new OpenAI({ baseURL: services.https, apiKey: 'offline' });
const plain = new OpenAI({ baseURL: services.http, apiKey: 'offline', maxRetries: 0 });

const open: { close(): void }[] = [];

function connect(client: OpenAI): OpenAIRealtimeWS {
  const realtime = new OpenAIRealtimeWS({ intent: 'transcription', options: { ca: services.certificate } }, client);
  open.push(realtime);
  return realtime;
}

afterEach(() => {
  for (const connection of open.splice(0)) connection.close();
});

describe('OpenAIRealtimeWS', () => {
  test('gets a transcript of human speech with at most 5 % word errors', async () => {
    const realtime = connect(secure);
    await next(realtime, 'session.created');
    realtime.send({ type: 'session.update', session: LIVE_SESSION });
    await next(realtime, 'session.updated');
    let errors = 0;
    for (const clip of CLIPS) errors += wordErrors(clip.words, await transcribe(realtime, clip.pcm));
    const words = CLIPS.reduce((sum, clip) => sum + wordsOf(clip.words).length, 0);
    expect(errors / words).toBeLessThanOrEqual(0.05);
  });

  test('begins configured with an ephemeral key', async () => {
    const { value } = await plain.realtime.clientSecrets.create({ session: LIVE_SESSION });
    const realtime = connect(new OpenAI({ baseURL: services.https, apiKey: value }));
    const { session } = await next(realtime, 'session.created');
    expect(session).toMatchObject({ type: 'transcription', audio: { input: LIVE_SESSION.audio.input } });
    expect(wordErrors(SHORT_CLIP.words, await transcribe(realtime, SHORT_CLIP.pcm))).toBeLessThanOrEqual(1);
  });

  test('is told by an error and close code 3000 that its key is wrong', async () => {
    const realtime = connect(new OpenAI({ baseURL: services.https, apiKey: 'sk-wrong' }));
    const closed = new Promise<unknown[]>((resolve) =>
      realtime.socket.once('close', (code: number, reason: Buffer) => resolve([code, reason.toString()])),
    );
    const error = await new Promise((resolve) => realtime.on('error', resolve));
    expect(error).toMatchObject({ error: { type: 'invalid_request_error', code: 'invalid_api_key' } });
    expect(String(error)).not.toContain('sk-wrong');
    expect(await closed).toEqual([3000, 'invalid_request_error.invalid_api_key']);
  });
});

describe('OpenAIRealtimeWebSocket', () => {
  test('authenticates by sub-protocols, as browsers do, and the key is not the one chosen', async () => {
    const { value } = await plain.realtime.clientSecrets.create({ session: LIVE_SESSION });
    // Node 20 has no WebSocket of its own, and no other way to trust a certificate.
    class TrustingWebSocket extends WebSocket {
      constructor(url: URL, protocols: string[]) {
        super(url, protocols, { ca: services.certificate });
      }
    }
    vi.stubGlobal('WebSocket', TrustingWebSocket);
    const client = new OpenAI({ baseURL: services.https, apiKey: value });
    const realtime = new OpenAIRealtimeWebSocket({ intent: 'transcription', dangerouslyAllowBrowser: true }, client);
    vi.unstubAllGlobals();
    open.push(realtime);
    await next(realtime, 'session.created');
    expect((realtime.socket as unknown as WebSocket).protocol).toBe('realtime');
    expect(wordErrors(SHORT_CLIP.words, await transcribe(realtime, SHORT_CLIP.pcm))).toBeLessThanOrEqual(1);
  });
});

describe('clientSecrets.create', () => {
  test('mints a key for as long as it is asked to', async () => {
    const before = Math.floor(Date.now() / 1_000);
    const secret = await plain.realtime.clientSecrets.create({
      expires_after: { anchor: 'created_at', seconds: 60 },
      session: LIVE_SESSION,
    });
    expect(secret.value).toMatch(/^ek_[\w-]+$/);
    expect(secret.expires_at - before).toBeGreaterThanOrEqual(60);
    expect(secret.expires_at - before).toBeLessThanOrEqual(65);
    expect(secret.session).toMatchObject({ type: 'transcription', object: 'realtime.transcription_session' });
  });

  test('refuses a wrong key with the error that the client knows', async () => {
    const wrong = new OpenAI({ baseURL: services.http, apiKey: 'sk-wrong', maxRetries: 0 });
    const refusal = await wrong.realtime.clientSecrets
      .create({ session: LIVE_SESSION })
      .catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(AuthenticationError);
    expect(refusal).toMatchObject({ status: 401, code: 'invalid_api_key', type: 'invalid_request_error' });
  });

  test('refuses turn detection for a live model', async () => {
    const input = { ...LIVE_SESSION.audio.input, turn_detection: { type: 'server_vad' as const } };
    const refusal = await plain.realtime.clientSecrets
      .create({ session: { type: 'transcription', audio: { input } } })
      .catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(BadRequestError);
    expect(refusal).toMatchObject({ code: 'invalid_value', param: 'session.audio.input.turn_detection' });
  });

  test('refuses an expired key on the socket', async () => {
    const expires = { anchor: 'created_at' as const, seconds: 10 };
    const { value, expires_at } = await plain.realtime.clientSecrets.create({
      expires_after: expires,
      session: LIVE_SESSION,
    });
    await vi.waitUntil(() => Date.now() / 1_000 > expires_at + 1, { timeout: 15_000, interval: 500 });
    const realtime = connect(new OpenAI({ baseURL: services.https, apiKey: value }));
    const error = await new Promise((resolve) => realtime.on('error', resolve));
    expect(error).toMatchObject({ error: { code: 'invalid_api_key' } });
  });
});
