import { WebSocket, type RawData } from 'ws';
import { ApiError, type ErrorDetail, unauthorized } from '../http/api-error';
import { engineUnavailable, eventType, readErrorDetail } from './engine-error';

/** What a session tells its owner. Nothing comes after `closed`. */
export interface EngineListener {
  /** An event, as it came: JSON text. */
  event(json: string): void;
  /** The engine ended the session, or is gone. `code` is the WebSocket's. */
  closed(code: number): void;
}

/** One session with the engine: a WebSocket of the Realtime API that has accepted the key. */
export interface EngineSession {
  /** Sends an event unchanged; text as text, bytes as bytes. Ignored once closed. */
  send(event: string | Buffer): void;
  /** Bytes that wait to be sent. */
  readonly bufferedBytes: number;
  /** Ends the session. The listener hears nothing more. */
  close(): void;
}

const OPEN_TIMEOUT_MILLIS = 5_000;
const PING_INTERVAL_MILLIS = 15_000;

/** Largest event that is taken from the engine: a retrieved item carries its audio. */
const MAX_EVENT_BYTES = 16 * 1024 * 1024;

/** An engine that loads its models, or is full, may take the call a little later. */
const RETRY_SECONDS = 2;

const CLOSE_UNAUTHORIZED = 3000;
const CLOSE_BAD_REQUEST = 4000;

/**
 * Opens a session. The engine accepts every upgrade and only then says what is wrong with the key, so this waits for
 * `session.created`, which is also the first event that the listener gets.
 *
 * @param baseUrl the engine's base URL with `/v1`
 * @throws {@link ApiError} 401 or 400 with the engine's reason, 503 when it is away, full or silent
 */
export function openEngineSession(baseUrl: string, key: string, listener: EngineListener): Promise<EngineSession> {
  const socket = new WebSocket(`${baseUrl.replace(/^http/, 'ws')}/realtime`, {
    headers: { authorization: `Bearer ${key}` },
    handshakeTimeout: OPEN_TIMEOUT_MILLIS,
    maxPayload: MAX_EVENT_BYTES,
    perMessageDeflate: false,
  });
  return new Promise((resolve, reject) => {
    let refusal: ErrorDetail | undefined;
    const fail = (error: ApiError) => {
      clearTimeout(timer);
      socket.removeAllListeners();
      socket.on('error', ignore);
      socket.terminate();
      reject(error);
    };
    const timer = setTimeout(() => fail(engineUnavailable()), OPEN_TIMEOUT_MILLIS);
    socket.on('error', () => fail(engineUnavailable()));
    socket.on('unexpected-response', (_request, response) => fail(refused(response.statusCode, undefined)));
    socket.on('close', (code) => fail(refused(code, refusal)));
    socket.on('message', (data) => {
      const json = textOf(data);
      if (eventType(json) === 'error') refusal = readErrorDetail(json, key);
      if (eventType(json) !== 'session.created') return;
      clearTimeout(timer);
      socket.removeAllListeners();
      resolve(new OpenSession(socket, listener));
      listener.event(json);
    });
  });
}

class OpenSession implements EngineSession {
  private readonly pinger: NodeJS.Timeout;
  private answered = true;

  constructor(
    private readonly socket: WebSocket,
    listener: EngineListener,
  ) {
    socket.on('error', ignore);
    socket.on('message', (data) => listener.event(textOf(data)));
    socket.on('pong', () => (this.answered = true));
    socket.on('close', (code) => {
      clearInterval(this.pinger);
      listener.closed(code);
    });
    this.pinger = setInterval(() => this.ping(), PING_INTERVAL_MILLIS);
  }

  get bufferedBytes(): number {
    return this.socket.bufferedAmount;
  }

  send(event: string | Buffer): void {
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(event);
  }

  close(): void {
    clearInterval(this.pinger);
    this.socket.removeAllListeners();
    this.socket.on('error', ignore);
    this.socket.close(1000);
  }

  private ping(): void {
    if (!this.answered) {
      this.socket.terminate();
      return;
    }
    this.answered = false;
    this.socket.ping();
  }
}

/** The answer for a session that was closed before it began. The engine's own reason says most, where it gave one. */
function refused(code: number | undefined, detail: ErrorDetail | undefined): ApiError {
  if (code === CLOSE_UNAUTHORIZED && detail !== undefined) return new ApiError(401, detail);
  if (code === CLOSE_UNAUTHORIZED || code === 401) {
    return unauthorized('invalid_api_key', 'Incorrect API key provided.');
  }
  if (detail === undefined) return engineUnavailable();
  return code === CLOSE_BAD_REQUEST ? new ApiError(400, detail) : new ApiError(503, detail, RETRY_SECONDS);
}

function textOf(data: RawData): string {
  return Array.isArray(data) ? Buffer.concat(data).toString() : Buffer.from(data as Buffer).toString();
}

/** A socket's `error` is always followed by its `close`, which says the same. */
function ignore(): void {
  // Nothing to do: see above.
}
