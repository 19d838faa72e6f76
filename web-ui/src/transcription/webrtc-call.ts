import { type WireTap } from '../wire/wire-log';
import { type ClientSecret, mintClientSecret } from './client-secret';
import { FrameNotes } from './frame-notes';
import { problem, type ProblemCode, ProblemError } from './problem';
import { parseRealtimeEvent } from './realtime-event';
import { type OpenRequest, type SourceFactory, type SourceListener, type TranscriptionSource } from './source';

const OPEN_TIMEOUT_MILLIS = 15_000;
const STATS_MILLIS = 1000;

/** How long closing a call waits for the service to hear of it. */
const HANG_UP_MILLIS = 1000;

/** A call may be `disconnected` for a moment and heal; after this long it is taken for gone. */
const DISCONNECTED_MILLIS = 4000;

/** Where the frames of a call are shown. */
export interface CallWire {
  readonly http: WireTap;
  readonly channel: WireTap;
  readonly media: WireTap;
}

/** Tab 4: the microphone's track goes by RTP to the Realtime API, events come back on a data channel. */
export function webRtcCall(wire: CallWire): SourceFactory {
  return (listener) => new WebRtcCall(listener, wire);
}

class WebRtcCall implements TranscriptionSource {
  readonly takesPcm = false;
  readonly saysWhenDone = false;
  readonly writable = false;
  readonly #listener: SourceListener;
  readonly #wire: CallWire;
  #peer: RTCPeerConnection | undefined;
  #channel: RTCDataChannel | undefined;
  #hangUp: (() => Promise<void>) | undefined;
  #endOfSession: ProblemCode | undefined;
  #stats: ReturnType<typeof setInterval> | undefined;
  #patience: ReturnType<typeof setTimeout> | undefined;
  #isOpen = false;
  readonly #notes = new FrameNotes();
  /** What the wire view was told of the media so far. */
  #shown = { packets: 0, bytes: 0 };

  constructor(listener: SourceListener, wire: CallWire) {
    this.#listener = listener;
    this.#wire = wire;
  }

  async open({ language, stream, signal }: OpenRequest): Promise<void> {
    try {
      const secret = await mintClientSecret(language, this.#wire.http, signal);
      signal.throwIfAborted();
      const peer = new RTCPeerConnection();
      this.#peer = peer;
      for (const track of stream.getAudioTracks()) peer.addTrack(track, stream);
      const channel = peer.createDataChannel('oai-events');
      this.#channel = channel;
      channel.onmessage = ({ data }) => this.#receive(data);
      await this.#negotiate(peer, secret, signal);
      await opened(peer, channel, AbortSignal.any([signal, AbortSignal.timeout(OPEN_TIMEOUT_MILLIS)]));
      this.#watch(peer, channel);
    } catch (error) {
      this.close();
      signal.throwIfAborted();
      throw error instanceof ProblemError ? error : new ProblemError('call_failed');
    }
  }

  send(): void {
    throw new Error('a call takes its audio from the track');
  }

  commit(commitId: string): void {
    this.#say({ type: 'input_audio_buffer.commit', event_id: commitId }, 'the page heard the end of a turn');
  }

  clear(): void {
    this.#say({ type: 'input_audio_buffer.clear' });
  }

  /** The API has no event for this: what was committed is answered, and the page hangs up. */
  finish(): void {
    return;
  }

  close(): void {
    clearInterval(this.#stats);
    clearTimeout(this.#patience);
    this.#isOpen = false;
    const peer = this.#peer;
    this.#peer = undefined;
    if (peer === undefined) return;
    peer.onconnectionstatechange = null;
    if (this.#channel !== undefined) this.#channel.onclose = this.#channel.onmessage = null;
    void this.#release(peer);
  }

  /** Hangs up first: once the connection is closed, the service may have ended the call by itself, and knows it no more. */
  async #release(peer: RTCPeerConnection): Promise<void> {
    await this.#hangUp?.();
    peer.close();
    this.#wire.channel.remark('call closed by this page');
  }

  async #negotiate(peer: RTCPeerConnection, secret: ClientSecret, signal: AbortSignal): Promise<void> {
    await peer.setLocalDescription();
    const offer = peer.localDescription?.sdp ?? '';
    this.#wire.http.record('up', `POST ${secret.callsUrl.pathname} application/sdp\n${offer}`, 'the offer');
    const headers = { Authorization: `Bearer ${secret.value}`, 'Content-Type': 'application/sdp' };
    const response = await fetch(secret.callsUrl, { method: 'POST', headers, body: offer, signal }).catch(() => {
      throw new ProblemError('service_unreachable');
    });
    const answer = await response.text();
    this.#wire.http.record('down', `${String(response.status)} ${answer}`, response.ok ? 'the answer' : undefined);
    if (!response.ok) throw new ProblemError(refusal(response.status));
    this.#hangUp = hangUpOf(response.headers.get('Location'), secret, this.#wire.http);
    await peer.setRemoteDescription({ type: 'answer', sdp: answer });
  }

  #watch(peer: RTCPeerConnection, channel: RTCDataChannel): void {
    this.#isOpen = true;
    channel.onclose = () => this.#lost();
    peer.onconnectionstatechange = () => this.#onConnection(peer.connectionState);
    this.#stats = setInterval(() => void this.#showMedia(peer), STATS_MILLIS);
  }

  #onConnection(state: RTCPeerConnectionState): void {
    this.#wire.media.remark(`connection ${state}`);
    clearTimeout(this.#patience);
    if (state === 'failed' || state === 'closed') this.#lost();
    if (state === 'disconnected') this.#patience = setTimeout(() => this.#lost(), DISCONNECTED_MILLIS);
  }

  #lost(): void {
    if (!this.#isOpen) return;
    // Nobody is there to hear it.
    this.#hangUp = undefined;
    this.close();
    this.#listener.onLost(problem(this.#endOfSession ?? 'connection_lost'));
  }

  #receive(data: unknown): void {
    const event = parseRealtimeEvent(data);
    this.#wire.channel.record('down', data, this.#notes.of(event));
    if (event === undefined) return;
    if (event.type === 'error' && event.code === 'session_expired') this.#endOfSession = 'session_ended';
    this.#listener.onEvent(event);
  }

  #say(event: object, note?: string): void {
    if (this.#channel?.readyState !== 'open') return;
    const text = JSON.stringify(event);
    this.#channel.send(text);
    this.#wire.channel.record('up', text, note);
  }

  /** Media passes below the page, which can only ask how much it was. */
  async #showMedia(peer: RTCPeerConnection): Promise<void> {
    const report = await peer.getStats();
    for (const entry of report.values() as Iterable<OutboundRtp>) {
      if (entry.type !== 'outbound-rtp' || !this.#isOpen) continue;
      const { packetsSent = 0, bytesSent = 0 } = entry;
      const text = `RTP, Opus: ${String(packetsSent - this.#shown.packets)} packets in a second`;
      this.#wire.media.record('up', text, { merge: 'rtp', bytes: bytesSent - this.#shown.bytes });
      this.#shown = { packets: packetsSent, bytes: bytesSent };
    }
  }
}

/** What of an RTCOutboundRtpStreamStats is looked at. */
interface OutboundRtp {
  readonly type: string;
  readonly packetsSent?: number;
  readonly bytesSent?: number;
}

/** Fulfilled when the data channel is open; rejected when the call fails, or takes too long. */
function opened(peer: RTCPeerConnection, channel: RTCDataChannel, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (): void => reject(new ProblemError('call_failed'));
    channel.onopen = () => resolve();
    channel.onclose = fail;
    peer.onconnectionstatechange = () => {
      if (peer.connectionState === 'failed') fail();
    };
    signal.addEventListener('abort', fail);
  });
}

function refusal(status: number): ProblemCode {
  if (status === 401 || status === 403) return 'key_refused';
  if (status === 429 || status === 503) return 'busy';
  return status >= 500 ? 'service_unreachable' : 'call_refused';
}

/**
 * Tells the service that the call is over; otherwise it finds out by itself, later. The answer's `Location` names the
 * call. A key that has expired can't end it any more.
 */
function hangUpOf(location: string | null, secret: ClientSecret, wire: WireTap): (() => Promise<void>) | undefined {
  if (location === null) return undefined;
  const call = new URL(location, secret.callsUrl);
  const url = new URL(`${call.pathname}/hangup`, call);
  return async () => {
    if (Date.now() >= secret.expiresAtMillis) return;
    wire.record('up', `POST ${url.pathname}`);
    const headers = { Authorization: `Bearer ${secret.value}` };
    const signal = AbortSignal.timeout(HANG_UP_MILLIS);
    try {
      await fetch(url, { method: 'POST', headers, keepalive: true, signal });
    } catch {
      // The call is closed on this side in any case.
    }
  };
}
