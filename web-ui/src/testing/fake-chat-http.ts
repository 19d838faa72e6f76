import { type ChatServerMessage } from '../protocol/chat';
import { welcome } from './messages';

interface Request {
  readonly path: string;
  readonly body: unknown;
  readonly headers: Headers;
}

/** The chat's REST side without a network: the test says what the server sends, and may let it refuse. */
export class FakeChatHttp {
  readonly requests: Request[] = [];
  /** What the next requests of a path get instead of what is usual. */
  readonly answers = new Map<string, () => Response>();
  welcome: ChatServerMessage = welcome();
  #stream: ReadableStreamDefaultController<Uint8Array> | undefined;

  fetch: typeof fetch = (input, init) => {
    const path = input as string;
    const body: unknown = typeof init?.body === 'string' ? JSON.parse(init.body) : undefined;
    this.requests.push({ path, body, headers: new Headers(init?.headers) });
    init?.signal?.addEventListener('abort', () => this.cut());
    return Promise.resolve((this.answers.get(path) ?? this.#usual(path))());
  };

  /** The bodies of the requests of a path. */
  bodies(path: string): unknown[] {
    return this.requests.filter((request) => request.path === path).map(({ body }) => body);
  }

  say(message: ChatServerMessage): void {
    const id = 'cursor' in message ? `id: ${message.cursor}\n` : '';
    this.raw(`${id}data: ${JSON.stringify(message)}\n\n`);
  }

  raw(text: string): void {
    this.rawBytes(new TextEncoder().encode(text));
  }

  /** Bytes of the stream, in one piece. */
  rawBytes(bytes: Uint8Array): void {
    this.#stream?.enqueue(bytes);
  }

  /** Ends the stream as a socket is closed. */
  end(code: number): void {
    this.raw(`event: close\ndata: {"code":${String(code)},"reason":"test"}\n\n`);
    this.#stream?.close();
    this.#stream = undefined;
  }

  /** Breaks the stream. */
  cut(): void {
    this.#stream?.error(new TypeError('network error'));
    this.#stream = undefined;
  }

  get hasStream(): boolean {
    return this.#stream !== undefined;
  }

  #usual(path: string): () => Response {
    switch (path) {
      case '/api/chat/session':
        return () => Response.json(this.welcome);
      case '/api/chat/stream':
        return () => {
          const body = new ReadableStream<Uint8Array>({ start: (controller) => void (this.#stream = controller) });
          this.raw(':\n\n');
          this.say(this.welcome);
          return new Response(body, { headers: { 'Content-Type': 'text/event-stream;charset=UTF-8' } });
        };
      default:
        return () => new Response(null, { status: 202 });
    }
  }
}

/** A refusal as our REST doors say it. */
export function refusal(status: number, code: string, retryable = false): Response {
  const problem = { type: 'about:blank', title: 'No.', status, code, retryable };
  return Response.json(problem, { status, headers: { 'Content-Type': 'application/problem+json' } });
}
