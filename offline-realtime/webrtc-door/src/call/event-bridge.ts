import { randomBytes } from 'node:crypto';
import { type ErrorDetail } from '../http/api-error';
import { type EventDirection } from '../metrics';
import { type EngineSession } from '../upstream/engine-session';
import { type EventChannel } from './peer';

/** What the bridge needs of its call. */
export interface BridgeListener {
  /** Audio that came before the event has to reach the engine before it. */
  flushAudio(): void;
  count(direction: EventDirection): void;
  /** A side doesn't read what the other sends. The call can't go on: events must not be lost. */
  overflowed(): void;
}

/** Characters of events that are kept until the channel opens. */
const MAX_KEPT = 1024 * 1024;

/** Bytes that may wait in either direction before the call is given up. */
const MAX_BUFFERED_BYTES = 4 * 1024 * 1024;

/** Characters of the largest event from a caller. */
const MAX_CALLER_EVENT = 256 * 1024;

/**
 * Carries events between the caller's data channel and the engine, unchanged and in order. What the engine says before
 * the channel is open is kept. Audio comes by RTP only: an `append` on the channel is answered with an error.
 */
export class EventBridge {
  private channel: EventChannel | undefined;
  private engine: EngineSession | undefined;
  private kept: string[] = [];
  private keptLength = 0;

  constructor(private readonly listener: BridgeListener) {}

  /** From now on the caller's events go to this session. */
  connectEngine(engine: EngineSession): void {
    this.engine = engine;
  }

  /** From now on, and with all that was kept, the engine's events go to this channel. */
  connectChannel(channel: EventChannel): void {
    this.channel = channel;
    const kept = this.kept;
    this.kept = [];
    this.keptLength = 0;
    for (const event of kept) this.toCaller(event);
  }

  /** An event for the caller. */
  toCaller(event: string): void {
    if (this.channel === undefined) this.keep(event);
    else if (this.channel.bufferedBytes > MAX_BUFFERED_BYTES) this.listener.overflowed();
    else if (Buffer.byteLength(event) > this.channel.maxEventBytes) this.refuse(null, TOO_LARGE_FOR_CALLER);
    else {
      this.channel.send(event);
      this.listener.count('to_caller');
    }
  }

  /** An event of the caller. */
  fromCaller(data: string | Buffer): void {
    if (data.length > MAX_CALLER_EVENT) {
      this.refuse(null, TOO_LARGE);
      return;
    }
    const event = typeof data === 'string' ? parseEvent(data) : {};
    if (event.type === 'input_audio_buffer.append') this.refuse(event.id, NO_APPEND);
    else this.toEngine(data);
  }

  /** An error event of the door's own, in the form of the engine's. */
  sayError(detail: ErrorDetail, eventId: string | null = null): void {
    const id = `event_${randomBytes(12).toString('hex')}`;
    this.toCaller(JSON.stringify({ type: 'error', event_id: id, error: { ...detail, event_id: eventId } }));
  }

  /** Closes the channel after what was sent, within `timeoutMillis`. */
  async closeChannel(timeoutMillis: number): Promise<void> {
    await this.channel?.closeAfterSent(timeoutMillis);
  }

  private toEngine(data: string | Buffer): void {
    if (this.engine === undefined) return;
    this.listener.flushAudio();
    if (this.engine.bufferedBytes > MAX_BUFFERED_BYTES) this.listener.overflowed();
    else {
      this.engine.send(data);
      this.listener.count('to_engine');
    }
  }

  private refuse(eventId: string | null | undefined, detail: ErrorDetail): void {
    this.listener.count('refused');
    this.sayError(detail, eventId ?? null);
  }

  private keep(event: string): void {
    this.keptLength += event.length;
    if (this.keptLength > MAX_KEPT) this.listener.overflowed();
    else this.kept.push(event);
  }
}

const NO_APPEND: ErrorDetail = {
  type: 'invalid_request_error',
  code: 'invalid_event_for_transport',
  message: "'input_audio_buffer.append' is not available over WebRTC: audio comes by the microphone's track.",
  param: 'type',
};

const TOO_LARGE: ErrorDetail = {
  type: 'invalid_request_error',
  code: 'event_too_large',
  message: `An event may have at most ${MAX_CALLER_EVENT} characters.`,
  param: null,
};

const TOO_LARGE_FOR_CALLER: ErrorDetail = {
  type: 'server_error',
  code: 'event_too_large',
  message: 'An event of the engine is larger than the data channel can carry. The WebSocket carries it.',
  param: null,
};

/** What the bridge must know of a caller's event; everything else is the engine's business, malformed JSON too. */
function parseEvent(json: string): { readonly type?: unknown; readonly id?: string | null } {
  try {
    const event: unknown = JSON.parse(json);
    if (typeof event !== 'object' || event === null) return {};
    const { type, event_id: id } = event as Record<string, unknown>;
    return { type, id: typeof id === 'string' ? id : null };
  } catch {
    return {};
  }
}
