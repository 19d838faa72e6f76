import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DoorFixture, MARKED_KEY } from '../support/door-fixture';
import { CHROME_OFFER, sdpOf } from '../support/sdp';
import { freeUdpPair } from '../support/udp-ports';

let fixture: DoorFixture;

beforeEach(async () => {
  fixture = await DoorFixture.open();
});

afterEach(async () => {
  await fixture.close();
  expect(fixture.logged.join('\n')).not.toContain('MARKED');
});

const post = (init: RequestInit) => fetch(fixture.callsUrl, { method: 'POST', ...init });
const errorOf = async (response: Response) => ((await response.json()) as { error: unknown }).error;

describe('POST /v1/realtime/calls', () => {
  test('answers an offer with 201, SDP and the place of the call', async () => {
    const response = await fixture.post(await fixture.caller().offer());
    expect(response.status).toBe(201);
    expect(response.headers.get('content-type')).toBe('application/sdp');
    expect(response.headers.get('location')).toMatch(/^\/v1\/realtime\/calls\/rtc_[0-9a-f]{32}$/);
    const answer = await response.text();
    expect(answer.startsWith('v=0\r\n')).toBe(true);
    expect(answer).toContain('a=recvonly');
    expect(answer).toMatch(/a=candidate:\S+ 1 udp \d+ 127\.0\.0\.1 \d+ typ host/);
    expect(fixture.engine.session.authorization).toBe(`Bearer ${MARKED_KEY}`);
  });

  test('refuses video in its place', async () => {
    const response = await fixture.post(await fixture.caller({ withVideo: true }).offer());
    expect((await response.text()).match(/^m=\w+ \d+/gm)).toEqual(['m=video 0', 'm=audio 9', 'm=application 9']);
  });

  test('mints a key first when the offer comes as a form with a standard key', async () => {
    const form = new FormData();
    const session = { type: 'transcription', audio: { input: { turn_detection: null } } };
    form.set('sdp', new Blob([await fixture.caller().offer()], { type: 'application/sdp' }));
    form.set('session', new Blob([JSON.stringify(session)], { type: 'application/json' }));
    const response = await post({ headers: { authorization: 'Bearer offline' }, body: form });
    expect(response.status).toBe(201);
    expect(fixture.engine.mints).toEqual([{ expires_after: { anchor: 'created_at', seconds: 60 }, session }]);
    expect(fixture.engine.session.authorization).toBe('Bearer ek_minted');
  });

  test('passes on why no key is minted', async () => {
    const form = new FormData();
    form.set('sdp', sdpOf(CHROME_OFFER));
    form.set('session', '{}');
    const response = await post({ headers: { authorization: 'Bearer wrong' }, body: form });
    expect(response.status).toBe(401);
    expect(await errorOf(response)).toMatchObject({ type: 'invalid_request_error', code: 'invalid_api_key' });
  });

  test.each([
    ['no sdp', { session: '{}' }, 'missing_required_parameter'],
    ['a session that is no JSON', { sdp: sdpOf(CHROME_OFFER), session: '{' }, 'invalid_json'],
    ['an unknown part', { sdp: sdpOf(CHROME_OFFER), model: 'x' }, 'unknown_parameter'],
  ])('refuses a form with %s', async (_what, parts, code) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(parts)) form.set(name, value);
    const response = await post({ headers: { authorization: 'Bearer offline' }, body: form });
    expect(response.status).toBe(400);
    expect(await errorOf(response)).toMatchObject({ code });
  });

  test('refuses a form that is none', async () => {
    const headers = { authorization: 'Bearer offline', 'content-type': 'multipart/form-data' };
    const response = await post({ headers, body: 'sdp' });
    expect(response.status).toBe(400);
    expect(await errorOf(response)).toMatchObject({ code: 'invalid_form' });
  });

  test('refuses a call without a key', async () => {
    const response = await post({ headers: { 'content-type': 'application/sdp' }, body: 'v=0' });
    expect(response.status).toBe(401);
    expect(await errorOf(response)).toMatchObject({ type: 'invalid_request_error', param: null, code: null });
  });

  test('waits for the engine to refuse a key, and quotes nothing of it', async () => {
    fixture.engine.behaviour = { code: 3000, errorCode: 'expired_api_key' };
    const response = await fixture.post(await fixture.caller().offer());
    expect(response.status).toBe(401);
    const error = await errorOf(response);
    expect(error).toMatchObject({ type: 'invalid_request_error', code: 'expired_api_key', message: 'Refused: ***' });
    expect(await fixture.metric('calls_open')).toBe(0);
  });

  test('passes on that the engine finds the session wrong', async () => {
    fixture.engine.behaviour = { code: 4000, errorCode: 'missing_model' };
    const response = await fixture.post(await fixture.caller().offer());
    expect(response.status).toBe(400);
    expect(await errorOf(response)).toMatchObject({ code: 'missing_model' });
  });

  test('says 503 with the reason of an engine that takes no session now', async () => {
    fixture.engine.behaviour = { code: 1013, errorCode: 'too_many_sessions' };
    const response = await fixture.post(await fixture.caller().offer());
    expect(response.status).toBe(503);
    expect(await errorOf(response)).toMatchObject({ code: 'too_many_sessions' });
    expect(response.headers.get('retry-after')).toBe('2');
  });

  test('says 503 when the engine is away', async () => {
    await fixture.engine.stop();
    const response = await fixture.post(await fixture.caller().offer());
    expect(response.status).toBe(503);
    expect(await errorOf(response)).toMatchObject({ type: 'server_error', code: 'engine_unavailable' });
  });

  test.each([
    ['text', 'hello'],
    ['nothing', ''],
    ['SDP without a fingerprint', sdpOf(CHROME_OFFER.filter((line) => !line.includes('fingerprint')))],
    ['SDP with a fingerprint that is none', sdpOf(CHROME_OFFER)],
    ['a broken codec list', sdpOf(CHROME_OFFER).replace('a=rtpmap:111 opus/48000/2', 'a=rtpmap:999999 opus/48000')],
  ])('refuses %s, or answers it: never 500', async (_what, sdp) => {
    const response = await fixture.post(sdp);
    expect([201, 400]).toContain(response.status);
    if (response.status === 400) {
      expect(await errorOf(response)).toMatchObject({ code: 'invalid_offer', param: 'sdp' });
    }
  });

  test('refuses a body over 64 KiB', async () => {
    const response = await fixture.post('v'.repeat(64 * 1024 + 1));
    expect(response.status).toBe(413);
    expect(await errorOf(response)).toMatchObject({ code: 'request_too_large' });
  });

  test('refuses another content type', async () => {
    const response = await post({ headers: { authorization: 'Bearer x', 'content-type': 'text/plain' }, body: 'v=0' });
    expect(response.status).toBe(415);
  });

  test('refuses another method and another path', async () => {
    const get = await fetch(fixture.callsUrl);
    expect(get.status).toBe(405);
    expect(get.headers.get('allow')).toBe('POST, OPTIONS');
    expect((await fetch(`${fixture.callsUrl}/rtc_1/accept`, { method: 'POST' })).status).toBe(404);
  });

  test('counts requests by status', async () => {
    await fixture.post('hello');
    expect(await fixture.metric('call_requests_total{status="400"}')).toBe(1);
  });
});

describe('limits', () => {
  test('refuses a call too many with 429, and takes it when another has ended', async () => {
    await fixture.close();
    fixture = await DoorFixture.open({ PARLEY_DOOR_MAX_CALLS: '1' });
    const { id } = await fixture.call();
    const refused = await fixture.post(await fixture.caller().offer());
    expect(refused.status).toBe(429);
    expect(await errorOf(refused)).toMatchObject({ type: 'rate_limit_error', code: 'call_limit_reached' });
    await fixture.hangUp(id);
    expect((await fixture.post(await fixture.caller().offer())).status).toBe(201);
  });

  test('says 503 when all UDP ports are taken', async () => {
    await fixture.close();
    const port = await freeUdpPair();
    fixture = await DoorFixture.open({ PARLEY_DOOR_UDP_PORTS: `${port}-${port + 1}` });
    const offers = [fixture.caller(), fixture.caller(), fixture.caller()].map((caller) => caller.offer());
    const responses = await Promise.all(offers.map(async (offer) => fixture.post(await offer)));
    expect(responses.map(({ status }) => status).sort()).toEqual([201, 201, 503]);
    const refused = responses.find(({ status }) => status === 503);
    expect(refused && (await errorOf(refused))).toMatchObject({ code: 'no_media_port' });
  });
});

describe('hangup', () => {
  test('ends the call with 200, once', async () => {
    const { id } = await fixture.call();
    expect((await fixture.hangUp(id)).status).toBe(200);
    expect((await fixture.hangUp(id)).status).toBe(404);
    expect(await fixture.metric('calls_ended_total{reason="hangup"}')).toBe(1);
  });

  test('takes a standard key of the engine too, but no other', async () => {
    const { id } = await fixture.call();
    expect((await fixture.hangUp(id, 'somebody')).status).toBe(401);
    expect((await fixture.hangUp(id, 'offline')).status).toBe(200);
  });

  test('says 404 for an unknown call', async () => {
    const response = await fixture.hangUp('rtc_unknown');
    expect(response.status).toBe(404);
    expect(await errorOf(response)).toMatchObject({ code: 'call_not_found', param: 'call_id' });
  });
});

describe('CORS', () => {
  const preflight = (origin: string) => fetch(fixture.callsUrl, { method: 'OPTIONS', headers: { origin } });

  test('lets any page call and read the place of the call', async () => {
    const response = await preflight('https://page.example');
    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('access-control-allow-headers')).toBe('Authorization, Content-Type');
    expect(response.headers.get('access-control-allow-methods')).toBe('POST');
    const refused = await post({ headers: { origin: 'https://page.example' } });
    expect(refused.headers.get('access-control-allow-origin')).toBe('*');
    expect(refused.headers.get('access-control-expose-headers')).toBe('Location');
  });

  test('can be limited to some origins', async () => {
    await fixture.close();
    fixture = await DoorFixture.open({ PARLEY_DOOR_CORS_ORIGINS: 'https://page.example' });
    const own = await preflight('https://page.example');
    expect(own.headers.get('access-control-allow-origin')).toBe('https://page.example');
    expect((await preflight('https://other.example')).headers.get('access-control-allow-origin')).toBeNull();
  });
});
