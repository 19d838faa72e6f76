import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';

/** What the engine does with an upgrade: begin a session, refuse it as the real one does, or say nothing at all. */
export type Behaviour = 'accept' | 'silent' | { readonly code: number; readonly errorCode: string };

/** One session of the stand-in. */
export class StandInSession {
  /** All events that came, parsed, `append` left out. */
  readonly events: unknown[] = [];
  /** Frames that came as bytes. */
  readonly binary: Buffer[] = [];
  /** The close code, once it is closed. */
  closeCode: number | undefined;
  /** Milliseconds of audio in each `append`. */
  readonly appendMillis: number[] = [];
  private readonly audio: Buffer[] = [];

  constructor(
    private readonly socket: WebSocket,
    readonly authorization: string | undefined,
  ) {
    socket.on('message', (data: Buffer, isBinary) => this.take(data, isBinary));
    socket.on('close', (code) => (this.closeCode = code));
  }

  /** All audio so far. */
  get pcm(): Int16Array {
    const bytes = Buffer.concat(this.audio);
    return new Int16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2);
  }

  send(event: object): void {
    this.socket.send(JSON.stringify(event));
  }

  sendText(text: string): void {
    this.socket.send(text);
  }

  close(code: number): void {
    this.socket.close(code);
  }

  /** Ends the connection as a killed process does. */
  cut(): void {
    this.socket.terminate();
  }

  private take(data: Buffer, isBinary: boolean): void {
    if (isBinary) {
      this.binary.push(data);
      return;
    }
    const event = parse(data.toString());
    if (event.type !== 'input_audio_buffer.append') this.events.push(event);
    else {
      const audio = Buffer.from(String(event.audio), 'base64');
      this.appendMillis.push(audio.length / 48);
      this.audio.push(audio);
    }
  }
}

/** Speaks the engine's side of the Realtime protocol, as far as the door can see it. */
export class StandInEngine {
  readonly sessions: StandInSession[] = [];
  /** Bodies of `POST /v1/realtime/client_secrets`. */
  readonly mints: unknown[] = [];
  behaviour: Behaviour = 'accept';

  private constructor(
    private readonly http: Server,
    private readonly sockets: WebSocketServer,
  ) {
    http.on('request', (request, response) => void this.rest(request, response));
    sockets.on('connection', (socket, request) => this.connected(socket, request.headers.authorization));
  }

  static async start(): Promise<StandInEngine> {
    const http = createServer();
    const engine = new StandInEngine(http, new WebSocketServer({ server: http, path: '/v1/realtime' }));
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    return engine;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.http.address() as AddressInfo).port}/v1`;
  }

  get session(): StandInSession {
    const session = this.sessions.at(-1);
    if (session === undefined) throw new Error('no session was opened');
    return session;
  }

  async stop(): Promise<void> {
    for (const client of this.sockets.clients) client.terminate();
    this.sockets.close();
    this.http.closeAllConnections();
    await new Promise((resolve) => this.http.close(resolve));
  }

  private connected(socket: WebSocket, authorization: string | undefined): void {
    if (this.behaviour === 'silent') return;
    if (this.behaviour === 'accept') {
      const session = new StandInSession(socket, authorization);
      this.sessions.push(session);
      session.send({ type: 'session.created', event_id: 'event_1', session: { type: 'transcription' } });
      return;
    }
    const { code, errorCode } = this.behaviour;
    const message = `Refused: ${authorization?.replace('Bearer ', '')}`;
    const error = { type: 'invalid_request_error', code: errorCode, message, param: null, event_id: null };
    socket.send(JSON.stringify({ type: 'error', event_id: 'event_1', error }));
    socket.close(code, `invalid_request_error.${errorCode}`);
  }

  private async rest(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    if (request.headers.authorization !== 'Bearer offline') {
      const error = {
        message: 'Incorrect API key',
        type: 'invalid_request_error',
        param: null,
        code: 'invalid_api_key',
      };
      response.writeHead(401).end(JSON.stringify({ error }));
      return;
    }
    this.mints.push(parse(Buffer.concat(chunks).toString()));
    response.writeHead(200).end(JSON.stringify({ value: 'ek_minted', expires_at: 1, session: {} }));
  }
}

function parse(json: string): Record<string, unknown> {
  return JSON.parse(json) as Record<string, unknown>;
}
