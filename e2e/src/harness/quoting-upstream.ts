import { createServer, type Server } from 'node:http';
import { WebSocketServer } from 'ws';

/**
 * An upstream that refuses every key, and quotes it when it does, as the real one does with parts of it: nothing of that may
 * get through to anybody.
 */
export class QuotingUpstream implements AsyncDisposable {
  readonly #server: Server;
  readonly #sockets: WebSocketServer;
  #refusals = 0;

  private constructor() {
    this.#server = createServer((request, response) => {
      this.#refusals += 1;
      response.writeHead(401, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify({ error: refusal(request.headers.authorization) }));
    });
    this.#sockets = new WebSocketServer({ server: this.#server });
    this.#sockets.on('connection', (socket, request) => {
      this.#refusals += 1;
      const error = refusal(request.headers.authorization);
      socket.send(JSON.stringify({ type: 'error', event_id: 'event_1', error: { ...error, event_id: null } }));
      socket.close(3000, 'invalid_request_error.invalid_api_key');
    });
  }

  static async open(): Promise<QuotingUpstream> {
    const upstream = new QuotingUpstream();
    await new Promise<void>((resolve) => upstream.#server.listen(0, '127.0.0.1', resolve));
    return upstream;
  }

  get baseUrl(): string {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('the upstream is closed');
    return `http://127.0.0.1:${address.port}/v1`;
  }

  /** How often somebody was refused. */
  get refusals(): number {
    return this.#refusals;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets.clients) socket.terminate();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

function refusal(authorization: string | undefined): object {
  const key = authorization ?? 'nothing';
  return {
    type: 'invalid_request_error',
    code: 'invalid_api_key',
    message: `Incorrect API key provided: ${key}. You can find your API key at your account.`,
    param: null,
  };
}
