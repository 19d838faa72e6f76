import { type WireTap } from '../wire/wire-log';
import { pcm16Millis } from '../audio/pcm16';
import { FrameNotes } from './frame-notes';
import { problem, type ProblemCode, ProblemError } from './problem';
import { parseRealtimeEvent, type RealtimeEvent } from './realtime-event';
import { type OpenRequest, type SourceListener, type TranscriptionSource } from './source';

/** How a socket ended, and what was said before. */
export interface SocketEnd {
  readonly code: number;
  /** Whether the service had been listening. */
  readonly wasOpen: boolean;
  /** Code of the last `error` event, if there was one. */
  readonly errorCode: string | undefined;
  /** Reason of our door's `parley.closing`. */
  readonly closingReason: string | undefined;
}

/** What differs between the sockets of the Realtime API and of our own server. */
export interface SocketDialect {
  /** Where to connect to, and what to offer as subprotocols. May ask for a key first. */
  address(request: OpenRequest): Promise<{ readonly url: URL; readonly protocols: readonly string[] }>;
  /** The event that says that the service listens: the handshake alone says nothing. */
  readonly readyEvent: RealtimeEvent['type'];
  /** One chunk as it goes over the wire. */
  frame(pcm: ArrayBuffer): string | ArrayBuffer;
  /** The event that ends the session, where there is one. */
  readonly finishEvent: object | undefined;
  /** What the end of the socket means. */
  problemOf(end: SocketEnd): ProblemCode;
}

/** Bytes that may wait in the browser's own send buffer: about a second of audio. More would only age there. */
const HIGH_MARK_BYTES = 65_536;

const OPEN_TIMEOUT_MILLIS = 15_000;

/** Transcription over a WebSocket: audio and events on one connection. */
export class SocketSource implements TranscriptionSource {
  readonly takesPcm = true;
  readonly #dialect: SocketDialect;
  readonly #listener: SourceListener;
  readonly #wire: WireTap;
  #socket: WebSocket | undefined;
  #opening: { resolve: () => void; reject: (error: unknown) => void } | undefined;
  #isOpen = false;
  #paused = false;
  readonly #notes = new FrameNotes();
  #errorCode: string | undefined;
  #closingReason: string | undefined;

  constructor(dialect: SocketDialect, listener: SourceListener, wire: WireTap) {
    this.#dialect = dialect;
    this.#listener = listener;
    this.#wire = wire;
  }

  get saysWhenDone(): boolean {
    return this.#dialect.finishEvent !== undefined;
  }

  get writable(): boolean {
    const socket = this.#socket;
    // A socket that closes says so some time before its `close` event.
    const takes = socket?.readyState === WebSocket.OPEN && socket.bufferedAmount < HIGH_MARK_BYTES;
    return takes && this.#isOpen && !this.#paused;
  }

  async open(request: OpenRequest): Promise<void> {
    const { url, protocols } = await this.#dialect.address(request);
    const limit = AbortSignal.any([request.signal, AbortSignal.timeout(OPEN_TIMEOUT_MILLIS)]);
    const giveUp = (): void => this.#settle(request.signal.aborted ? request.signal.reason : unreachable());
    limit.addEventListener('abort', giveUp);
    try {
      request.signal.throwIfAborted();
      await this.#connect(url, protocols);
    } catch (error) {
      this.close();
      throw error;
    } finally {
      limit.removeEventListener('abort', giveUp);
    }
  }

  send(pcm: ArrayBuffer): void {
    const frame = this.#dialect.frame(pcm);
    this.#socket?.send(frame);
    const isText = typeof frame === 'string';
    const sound = `PCM16, ${String(Math.round(pcm16Millis(pcm.byteLength)))} ms`;
    const shown = isText ? `{"type":"input_audio_buffer.append","audio":"‹Base64: ${sound}›"}` : `binary: ${sound}`;
    this.#wire.record('up', shown, { merge: 'audio', bytes: isText ? frame.length : frame.byteLength });
  }

  commit(commitId: string): void {
    this.#say({ type: 'input_audio_buffer.commit', event_id: commitId }, 'the page heard the end of a turn');
  }

  clear(): void {
    this.#say({ type: 'input_audio_buffer.clear' }, 'nobody spoke: forget the silence');
  }

  finish(): void {
    if (this.#dialect.finishEvent !== undefined) this.#say(this.#dialect.finishEvent);
  }

  close(): void {
    const socket = this.#socket;
    this.#socket = undefined;
    this.#isOpen = false;
    if (socket === undefined) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close(1000);
    this.#wire.remark('socket closed by this page');
  }

  #connect(url: URL, protocols: readonly string[]): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#opening = { resolve, reject };
      const socket = new WebSocket(url, [...protocols]);
      this.#socket = socket;
      socket.onopen = () => this.#wire.remark(`socket open: ${url.host}${url.pathname}${url.search}`);
      socket.onmessage = ({ data }) => this.#receive(data);
      // `error` says nothing that `close`, which always follows, doesn't say better.
      socket.onclose = ({ code, reason }) => this.#ended(code, reason);
    });
  }

  /** Ends the opening, one way or the other; without effect when it has ended. */
  #settle(failure?: unknown): void {
    const opening = this.#opening;
    this.#opening = undefined;
    if (failure === undefined) opening?.resolve();
    else opening?.reject(failure);
  }

  #say(event: object, note?: string): void {
    if (this.#socket?.readyState !== WebSocket.OPEN) return;
    const text = JSON.stringify(event);
    this.#socket.send(text);
    this.#wire.record('up', text, note);
  }

  #receive(data: unknown): void {
    const event = parseRealtimeEvent(data);
    this.#wire.record('down', data, this.#notes.of(event));
    if (event === undefined) return;
    if (event.type === this.#dialect.readyEvent && !this.#isOpen) {
      this.#isOpen = true;
      this.#settle();
    }
    if (event.type === 'error') this.#errorCode = event.code;
    if (event.type === 'closing') this.#closingReason = event.reason;
    if (event.type === 'flow') this.#paused = event.paused;
    this.#listener.onEvent(event);
    if (event.type === 'flow' && !event.paused) this.#listener.onWritable();
  }

  #ended(code: number, reason: string): void {
    this.#wire.remark(`socket closed: ${[String(code), reason].filter(Boolean).join(' ')}`);
    this.#socket = undefined;
    const wasOpen = this.#isOpen;
    this.#isOpen = false;
    const errorCode = this.#errorCode;
    const cause = this.#dialect.problemOf({ code, wasOpen, errorCode, closingReason: this.#closingReason });
    if (wasOpen) this.#listener.onLost(problem(cause));
    else this.#settle(new ProblemError(cause));
  }
}

function unreachable(): ProblemError {
  return new ProblemError('service_unreachable');
}
