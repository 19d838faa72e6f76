import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakePeer } from '../testing/transcription/fake-peer';
import { WireLog } from '../wire/wire-log';
import { type ProblemError } from './problem';
import { type SourceListener, type TranscriptionSource } from './source';
import { webRtcCall } from './webrtc-call';

const KEY = 'ek_Zm9yLWV4YW1wbGUtb25seQ';
const NOW = 1_795_219_200_000;
const track = { kind: 'audio' };
const stream = { getAudioTracks: () => [track] } as unknown as MediaStream;
const listener = { onEvent: vi.fn(), onWritable: vi.fn(), onLost: vi.fn() } satisfies SourceListener;
let wire: WireLog;
let abort: AbortController;
let requests: { url: string; init: RequestInit }[];
let callStatus: number;

function service(input: string | URL, init: RequestInit): Promise<Response> {
  const url = new URL(input, 'http://localhost:3000').href;
  requests.push({ url, init });
  if (url.endsWith('/api/transcription-session')) {
    return Promise.resolve(Response.json({ value: KEY, expires_at: NOW / 1000 + 60, endpoints: {} }));
  }
  if (url.endsWith('/hangup')) return Promise.resolve(new Response(null));
  const headers = { Location: '/v1/realtime/calls/rtc_1' };
  return Promise.resolve(new Response('v=0 answer', { status: callStatus, headers }));
}

beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
  vi.stubGlobal('RTCPeerConnection', FakePeer);
  vi.stubGlobal('fetch', service);
  for (const mock of Object.values(listener)) mock.mockClear();
  FakePeer.instances = [];
  wire = new WireLog();
  abort = new AbortController();
  requests = [];
  callStatus = 201;
});
afterEach(() => vi.useRealTimers());

const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);

function make(): TranscriptionSource {
  return webRtcCall({ http: wire.channel('http'), channel: wire.channel('oai-events'), media: wire.channel('rtp') })(
    listener,
  );
}

function opening(source: TranscriptionSource): Promise<unknown> {
  return source.open({ language: 'en', stream, signal: abort.signal }).catch((error: unknown) => error);
}

async function open(): Promise<TranscriptionSource> {
  const source = make();
  const opened = opening(source);
  await settle();
  FakePeer.latest.channel?.accept();
  expect(await opened).toBeUndefined();
  return source;
}

describe('a call', () => {
  it('offers the microphone and a data channel, with the key as bearer and the SDP as it is', async () => {
    await open();
    const [, call] = requests;
    expect(call?.url).toBe('http://localhost:3000/v1/realtime/calls');
    expect(call?.init).toMatchObject({
      method: 'POST',
      headers: { Authorization: `Bearer ${KEY}`, 'Content-Type': 'application/sdp' },
      body: 'v=0 offer',
    });
    expect(FakePeer.latest.tracks).toEqual([track]);
    expect(FakePeer.latest.channel?.label).toBe('oai-events');
    expect(FakePeer.latest.setRemoteDescription).toHaveBeenCalledWith({ type: 'answer', sdp: 'v=0 answer' });
  });

  it('passes events on, from the first one, and commits on the channel', async () => {
    const source = make();
    const opened = opening(source);
    await settle();
    FakePeer.latest.channel?.accept();
    FakePeer.latest.channel?.say({ type: 'session.created', session: {} });
    await opened;
    expect(listener.onEvent).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ type: 'session' }));
    source.commit('turn-1');
    expect(FakePeer.latest.channel?.sent).toEqual(['{"type":"input_audio_buffer.commit","event_id":"turn-1"}']);
  });

  it('hangs up before it closes', async () => {
    const source = await open();
    source.close();
    expect(requests.at(-1)?.url).toBe('http://localhost:3000/v1/realtime/calls/rtc_1/hangup');
    expect(FakePeer.latest.isClosed).toBe(false);
    await settle();
    expect(FakePeer.latest.isClosed).toBe(true);
    FakePeer.latest.channel?.onclose?.();
    expect(listener.onLost).not.toHaveBeenCalled();
  });

  it('only closes when the key can hang up no more', async () => {
    const source = await open();
    await vi.advanceTimersByTimeAsync(61_000);
    source.close();
    await settle();
    expect(requests.at(-1)?.url).not.toMatch(/hangup/);
    expect(FakePeer.latest.isClosed).toBe(true);
  });

  it.each([
    [401, 'key_refused'],
    [429, 'busy'],
    [503, 'busy'],
    [400, 'call_refused'],
    [502, 'service_unreachable'],
  ])('tells why it was not taken: %i', async (status, code) => {
    callStatus = status;
    const error = await opening(make());
    expect((error as ProblemError).problem.code).toBe(code);
    expect(FakePeer.latest.isClosed).toBe(true);
  });

  it('tells that no media connection came about', async () => {
    const opened = opening(make());
    await settle();
    FakePeer.latest.become('failed');
    expect(((await opened) as ProblemError).problem.code).toBe('call_failed');
    await settle();
    expect(FakePeer.latest.isClosed).toBe(true);
  });

  it('closes what it opened when it is given up', async () => {
    const opened = opening(make());
    await settle();
    abort.abort();
    expect(await opened).toBe(abort.signal.reason);
    await settle();
    expect(FakePeer.latest.isClosed).toBe(true);
  });

  it('tells that it is gone: the channel closed, or the connection failed', async () => {
    for (const end of [() => FakePeer.latest.channel?.onclose?.(), () => FakePeer.latest.become('failed')]) {
      listener.onLost.mockClear();
      await open();
      const asked = requests.length;
      end();
      await settle();
      expect(listener.onLost).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ code: 'connection_lost' }));
      expect(requests).toHaveLength(asked);
      expect(FakePeer.latest.isClosed).toBe(true);
    }
  });

  it('lets a connection heal for a while before it counts as gone', async () => {
    await open();
    FakePeer.latest.become('disconnected');
    await vi.advanceTimersByTimeAsync(3000);
    FakePeer.latest.become('connected');
    await vi.advanceTimersByTimeAsync(5000);
    expect(listener.onLost).not.toHaveBeenCalled();
    FakePeer.latest.become('disconnected');
    await vi.advanceTimersByTimeAsync(4001);
    expect(listener.onLost).toHaveBeenCalledOnce();
  });

  it('tells when the session had reached its limit', async () => {
    await open();
    FakePeer.latest.channel?.say({ type: 'error', error: { code: 'session_expired' } });
    FakePeer.latest.channel?.onclose?.();
    expect(listener.onLost).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ code: 'session_ended' }));
  });

  it('shows how much sound went, and never the key', async () => {
    const source = await open();
    FakePeer.latest.stats = { type: 'outbound-rtp', packetsSent: 50, bytesSent: 3800 };
    await vi.advanceTimersByTimeAsync(1000);
    FakePeer.latest.stats = { type: 'outbound-rtp', packetsSent: 101, bytesSent: 7700 };
    await vi.advanceTimersByTimeAsync(1000);
    source.close();
    await settle();
    expect(wire.entries.find(({ channel }) => channel === 'rtp')).toMatchObject({
      frame: 'RTP, Opus: 51 packets in a second',
      bytes: 7700,
    });
    expect(JSON.stringify(wire.entries) + wire.toJsonLines()).not.toContain(KEY);
  });
});
