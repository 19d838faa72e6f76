import OpenAI, { AuthenticationError, BadRequestError, NotFoundError } from 'openai';
import { type RealtimeServerEvent } from 'openai/resources/realtime/realtime';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { Caller } from '../../../offline-realtime/webrtc-door/test/support/caller';
import { SHORT_CLIP } from '../support/clips';
import { eventCheck } from '../support/event-schema';
import { LIVE_SESSION } from '../support/transcript';
import { wordErrors } from '../support/word-errors';

const services = inject('services');
const check = eventCheck(inject('eventSchema'));

/** Keys come from the engine, calls go to the door: behind a gateway both are one origin. */
const engine = new OpenAI({ baseURL: services.http, apiKey: 'offline', maxRetries: 0 });
const door = new OpenAI({ baseURL: services.door, apiKey: 'offline', maxRetries: 0 });

let caller: Caller;

beforeEach(() => {
  caller = new Caller();
});

afterEach(() => caller.close());

/** Posts an offer as a page does. */
async function post(sdp: string, key: string): Promise<Response> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/sdp' };
  return fetch(`${services.door}/realtime/calls`, { method: 'POST', headers, body: sdp });
}

const mint = async () => (await engine.realtime.clientSecrets.create({ session: LIVE_SESSION })).value;
const callId = (response: Response) => response.headers.get('location')?.split('/').at(-1) ?? '';
const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('a call', () => {
  test('with an ephemeral key turns speech into text, and all its events are as the types say', async () => {
    const response = await post(await caller.offer(), await mint());
    expect(response.status).toBe(201);
    expect(response.headers.get('content-type')).toBe('application/sdp');
    expect(response.headers.get('location')).toMatch(/^\/v1\/realtime\/calls\/rtc_\w+$/);
    await caller.connect(await response.text());
    const pcm = new Int16Array(SHORT_CLIP.pcm.buffer.slice(SHORT_CLIP.pcm.byteOffset));
    for (const packet of caller.encode(pcm)) {
      caller.send(packet);
      await new Promise((resolve) => setImmediate(resolve));
    }
    caller.channel.send('{"type":"input_audio_buffer.append","audio":"AAAA"}');
    caller.channel.send('{"type":"input_audio_buffer.commit"}');
    const completed = await eventOf(caller, 'conversation.item.input_audio_transcription.completed');
    expect(wordErrors(SHORT_CLIP.words, completed.transcript)).toBeLessThanOrEqual(1);
    expect(caller.events.map(({ type }) => type)).toContain('error');
    expect(caller.events.flatMap(check)).toEqual([]);
  });

  test('of the official client, with a form and the standard key, is answered and hung up', async () => {
    // The types know conversations only; the API takes transcription sessions as well.
    const session = LIVE_SESSION as unknown as OpenAI.Realtime.RealtimeSessionCreateRequest;
    const response = await door.realtime.calls.create({ sdp: await caller.offer(), session });
    expect(response.status).toBe(201);
    await caller.connect(await response.text());
    await eventOf(caller, 'session.created');
    await door.realtime.calls.hangup(callId(response));
    expect(await failure(door.realtime.calls.hangup(callId(response)))).toBeInstanceOf(NotFoundError);
  });

  test('is refused for a wrong key with 401', async () => {
    const wrong = new OpenAI({ baseURL: services.door, apiKey: 'sk-wrong', maxRetries: 0 });
    expect(await failure(wrong.realtime.calls.create({ sdp: await caller.offer() }))).toBeInstanceOf(
      AuthenticationError,
    );
    const response = await post(await caller.offer(), 'ek_wrong');
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ error: { type: 'invalid_request_error', code: 'invalid_api_key' } });
  });

  test('is refused for a wrong offer with 400', async () => {
    expect(await failure(door.realtime.calls.create({ sdp: 'hello' }))).toBeInstanceOf(BadRequestError);
    const response = await post('hello', await mint());
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { type: 'invalid_request_error', param: 'sdp' } });
  });

  test('is refused for a session that the engine does not take, with its reason', async () => {
    const input = { ...LIVE_SESSION.audio.input, turn_detection: { type: 'server_vad' } };
    const session = {
      type: 'transcription',
      audio: { input },
    } as unknown as OpenAI.Realtime.RealtimeSessionCreateRequest;
    const refusal = await failure(door.realtime.calls.create({ sdp: await caller.offer(), session }));
    expect(refusal).toMatchObject({ status: 400, param: 'session.audio.input.turn_detection' });
  });
});

type EventOf<Type extends RealtimeServerEvent['type']> = Extract<RealtimeServerEvent, { type: Type }>;

/** The first event of a type that the caller gets. */
async function eventOf<Type extends RealtimeServerEvent['type']>(peer: Caller, type: Type): Promise<EventOf<Type>> {
  const find = () => peer.events.find((event) => event.type === type);
  if (find() === undefined) await peer.channel.onMessage.watch(() => find() !== undefined, 50_000);
  return find() as unknown as EventOf<Type>;
}
