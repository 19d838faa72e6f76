import { createParser } from 'eventsource-parser';
import { type ChatClientMessage } from '../protocol/chat';
import { type WireTap } from '../wire/wire-log';
import { type SocketEnvironment } from './environment';
import { type Link, type LinkListener, type Way } from './link';
import { readProblem } from './problem-document';

const sessionPath = '/api/chat/session';
const streamPath = '/api/chat/stream';
const messagesPath = '/api/chat/messages';

/** A stream is lost on which nothing came for so long, not even one of the comments that come every 20 s. */
const quietMillis = 60_000;
const answerWithinMillis = 8_000;

export interface ChatHttpOptions {
  readonly tap: WireTap;
  readonly environment: Pick<SocketEnvironment, 'fetch'>;
}

/**
 * The way of the chat where no WebSocket passes: the hello is a request whose answer is the welcome, what follows comes as
 * a stream of events, and each message goes up as a request of its own, one after the other.
 */
export function chatHttpWay({ tap, environment }: ChatHttpOptions): Way {
  return {
    kind: 'http',
    tap,
    welcomeWithinMillis: 10_000,
    open: (listener) => new ChatHttpLink(listener, tap, environment),
  };
}

/** What the welcome says that the requests after it need. */
interface Session {
  readonly resume: string;
  readonly cursor: string;
}

class ChatHttpLink implements Link {
  readonly #listener: LinkListener;
  readonly #tap: WireTap;
  readonly #environment: ChatHttpOptions['environment'];
  readonly #abort = new AbortController();
  #session: Session | undefined;
  #posts = Promise.resolve();
  #silence: ReturnType<typeof setTimeout> | undefined;

  constructor(listener: LinkListener, tap: WireTap, environment: ChatHttpOptions['environment']) {
    this.#listener = listener;
    this.#tap = tap;
    this.#environment = environment;
    queueMicrotask(() => this.#whileAlive(() => listener.onOpen()));
  }

  send(frame: string): string {
    const message = JSON.parse(frame) as ChatClientMessage;
    // The path says the type.
    const body = JSON.stringify({ ...message, type: undefined });
    if (message.type === 'hello') {
      void this.#begin(body, message.after);
      return `POST ${sessionPath} ${body}`;
    }
    // One at a time: they stand in the log in the order in which they were written.
    this.#posts = this.#posts.then(() => this.#say(body, message.id));
    return `POST ${messagesPath} ${body}`;
  }

  close(): void {
    clearTimeout(this.#silence);
    this.#abort.abort();
  }

  async #begin(hello: string, after: string | undefined): Promise<void> {
    try {
      const answer = await this.#request(sessionPath, { method: 'POST', body: hello });
      const welcome = await answer.text();
      if (!answer.ok) {
        this.#refused(answer, welcome);
        return;
      }
      this.#session = sessionOf(welcome);
      this.#tap.record('down', `${String(answer.status)} ${welcome}`);
      const headers = { Accept: 'text/event-stream', 'Last-Event-ID': after ?? this.#session.cursor };
      this.#tap.record('up', `GET ${streamPath}`, 'The stream of events, from this cursor on.');
      const stream = await this.#request(streamPath, { headers });
      if (stream.ok && isEventStream(stream) && stream.body !== null) {
        await this.#read(stream.body);
        this.#end(1_006);
      } else this.#refused(stream, await stream.text());
    } catch {
      this.#end(1_006);
    }
  }

  async #read(body: ReadableStream<Uint8Array>): Promise<void> {
    const parser = createParser({
      onEvent: ({ event, data }) => {
        if (event === 'close') this.#end(closeCodeOf(data));
        else this.#frame(data);
      },
    });
    const decoder = new TextDecoder();
    const reader = body.getReader();
    for (;;) {
      this.#awaitMore();
      const { done, value } = await reader.read();
      if (done) return;
      parser.feed(decoder.decode(value, { stream: true }));
    }
  }

  async #say(body: string, id: string): Promise<void> {
    if (this.#abort.signal.aborted) return;
    try {
      const limit = AbortSignal.timeout(answerWithinMillis);
      const answer = await this.#request(messagesPath, { method: 'POST', body }, limit);
      const said = await answer.text();
      this.#whileAlive(() => {
        // What was said before comes with the answer to its repetition, but in its place only by the stream.
        this.#tap.record('down', [String(answer.status), said].filter(Boolean).join(' '), { merge: 'accepted' });
        // The session is not known any more: only a new hello helps.
        if (answer.status === 401) this.#end(1_006);
        else if (!answer.ok) this.#frame(readProblem(answer.status, said).asError(id));
      });
    } catch {
      this.#end(1_006);
    }
  }

  #request(path: string, init: RequestInit, limit?: AbortSignal): Promise<Response> {
    const headers = new Headers(init.headers);
    if (init.body !== undefined) headers.set('Content-Type', 'application/json');
    if (this.#session !== undefined) headers.set('Authorization', `Bearer ${this.#session.resume}`);
    const { signal } = this.#abort;
    return this.#environment.fetch(path, {
      ...init,
      headers,
      cache: 'no-store',
      signal: limit === undefined ? signal : AbortSignal.any([signal, limit]),
    });
  }

  /** A request before the stream was refused: said as a socket would have said it, by an error and a close code. */
  #refused({ status }: Response, body: string): void {
    const problem = readProblem(status, body);
    this.#tap.remark(`Answered with ${String(status)}.`);
    if (problem.code !== undefined) this.#frame(problem.asError(undefined));
    this.#end(closeCodes.get(problem.code ?? '') ?? 1_006);
  }

  #awaitMore(): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#end(1_006), quietMillis);
  }

  #frame(frame: string): void {
    this.#whileAlive(() => this.#listener.onFrame(frame));
  }

  #end(code: number): void {
    this.#whileAlive(() => {
      this.close();
      this.#listener.onClose(code);
    });
  }

  #whileAlive(action: () => void): void {
    if (!this.#abort.signal.aborted) action();
  }
}

/** The close code that a socket has after such a refusal. */
const closeCodes: ReadonlyMap<string, number> = new Map([
  ['unavailable', 4_013],
  ['rate_limited', 4_013],
  ['invalid_message', 4_501],
  ['too_large', 4_501],
  ['limit', 4_504],
]);

/** @throws Error when it is no welcome: something between answers for the server */
function sessionOf(welcome: string): Session {
  const { resume, cursor } = JSON.parse(welcome) as Partial<Session>;
  if (typeof resume !== 'string' || typeof cursor !== 'string') throw new Error('no welcome');
  return { resume, cursor };
}

function isEventStream({ headers }: Response): boolean {
  return headers.get('Content-Type')?.startsWith('text/event-stream') === true;
}

/** @param data of the event that stands for the close of a socket */
function closeCodeOf(data: string): number {
  try {
    const { code } = JSON.parse(data) as { code?: unknown };
    return typeof code === 'number' ? code : 1_006;
  } catch {
    return 1_006;
  }
}
