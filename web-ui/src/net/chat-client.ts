import { type ChatClientMessage, type ChatServerMessage, decodeChatServerMessage } from '../protocol/chat';
import { type WireTap } from '../wire/wire-log';
import { BackOff } from './back-off';
import { type ChatEvent, type ChatState, emptyChat, reduceChat } from './chat-state';
import { chatHttpWay } from './chat-http-way';
import { browserEnvironment, type SocketEnvironment } from './environment';
import { type ConnectionState, JsonSocket } from './json-socket';
import { type Readable, Store } from './store';
import { SocketOrHttp } from './ways';
import { webSocketWay } from './web-socket-way';

export interface ChatView {
  readonly connection: ConnectionState;
  readonly chat: ChatState;
  /** From the last `say` to its `said`. */
  readonly roundTripMillis: number | undefined;
}

export interface ChatClientOptions {
  /** Asked for in the hello; none: the server gives one. */
  readonly name: string | undefined;
  readonly tap: WireTap;
  /** For what goes over HTTP while no WebSocket can be had. */
  readonly httpTap: WireTap;
  readonly environment?: SocketEnvironment;
  readonly newId?: () => string;
}

/** With this much quiet after a welcome, what was missed has come in. */
const quietMillis = 400;
/** A `say` without an answer for so long: the socket looks open, but is not. */
const answerWithinMillis = 10_000;
/** A proxy that accepts the socket and passes nothing shows itself by this. */
const socketWelcomeWithinMillis = 5_000;
/** A busy room has hundreds of messages a second: what comes within this time is drawn together. */
const gatherMillis = 30;

/**
 * Broadcast chat over `/ws/chat`, or over HTTP where no WebSocket passes. After a loss it comes back as the same person and asks for what came after the last
 * cursor; what it said without an answer is said again with the same id, so that it is placed once.
 */
export class ChatClient {
  readonly #view: Store<ChatView>;
  readonly #socket: JsonSocket<ChatServerMessage, ChatClientMessage>;
  readonly #environment: SocketEnvironment;
  readonly #newId: () => string;
  readonly #sentAt = new Map<string, number>();
  /** Between tries of what the server refuses for now. */
  readonly #refusedBackOff: BackOff;
  #name: string | undefined;
  /** Brings the same identity back. Kept nowhere else: a reload is a new person. */
  #resume: string | undefined;
  #lostAt: number | undefined;
  #quietTimer: ReturnType<typeof setTimeout> | undefined;
  #answerTimer: ReturnType<typeof setTimeout> | undefined;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;

  constructor({ name, tap, httpTap, environment = browserEnvironment, newId }: ChatClientOptions) {
    this.#name = name;
    this.#environment = environment;
    this.#newId = newId ?? (() => crypto.randomUUID());
    this.#refusedBackOff = new BackOff({ firstMillis: 2_000, random: environment.random });
    this.#view = new Store<ChatView>(
      { connection: { kind: 'closed' }, chat: emptyChat, roundTripMillis: undefined },
      (notify) => void setTimeout(notify, gatherMillis),
    );
    this.#socket = new JsonSocket({
      ways: new SocketOrHttp(
        webSocketWay({ url: '/ws/chat', tap, environment, welcomeWithinMillis: socketWelcomeWithinMillis }),
        chatHttpWay({ tap: httpTap, environment }),
      ),
      tap,
      environment,
      dialect: {
        hello: () => this.#hello(),
        decode: decodeChatServerMessage,
        isWelcome: ({ type }) => type === 'welcome',
        explain: (message) => this.#explain(message),
      },
      onMessage: (message) => this.#receive(message),
    });
    this.#socket.connection.subscribe(() => this.#connectionChanged());
  }

  get view(): Readable<ChatView> {
    return this.#view;
  }

  connect(): void {
    this.#socket.connect();
  }

  retryNow(): void {
    if (this.#socket.connection.state.kind === 'refused') this.#socket.connect();
    else this.#socket.retryNow();
  }

  /** Leaves. */
  close(): void {
    clearTimeout(this.#quietTimer);
    clearTimeout(this.#answerTimer);
    clearTimeout(this.#retryTimer);
    this.#socket.close();
  }

  /** Shows a copy at once, and has the server place it. */
  say(text: string): void {
    const id = this.#newId();
    this.#dispatch({
      kind: 'written',
      draft: { id, text, at: new Date(this.#environment.now()), failure: undefined },
    });
    this.#sendDraft(id, text);
  }

  /** Takes back a copy that the server refused. */
  drop(id: string): void {
    this.#dispatch({ kind: 'dropped', id });
  }

  /** A name is told in the hello, so a new one needs a new socket; the identity stays. */
  rename(name: string): void {
    this.#name = name;
    this.#socket.reopen();
    this.#lostAt = undefined; // to be gone for this is no loss
  }

  #hello(): ChatClientMessage {
    const after = this.#view.state.chat.cursor;
    return {
      type: 'hello',
      ...(this.#name !== undefined && { name: this.#name }),
      ...(this.#resume !== undefined && { resume: this.#resume }),
      ...(after !== undefined && { after }),
    };
  }

  #receive(message: ChatServerMessage): void {
    switch (message.type) {
      case 'welcome': {
        const awayMillis = this.#lostAt === undefined ? undefined : this.#environment.now() - this.#lostAt;
        this.#lostAt = undefined;
        this.#resume = message.resume;
        this.#dispatch({ kind: 'received', message, awayMillis });
        this.#awaitQuiet();
        // Another link than before, perhaps without a break: nothing of what went over the old one is certain.
        this.#sentAt.clear();
        this.#sendDrafts();
        return;
      }
      case 'said':
        this.#answered(message.id);
        this.#dispatch({ kind: 'received', message });
        this.#awaitQuiet();
        return;
      case 'error':
        if (message.ref !== undefined) this.#refused(message.ref, message.retryable);
        this.#dispatch({ kind: 'received', message });
        return;
      case 'gap':
      case 'presence':
        this.#dispatch({ kind: 'received', message });
    }
  }

  #sendDraft(id: string, text: string): void {
    if (!this.#socket.send({ type: 'say', id, text })) return;
    const isFirst = this.#sentAt.size === 0;
    this.#sentAt.set(id, this.#environment.now());
    if (isFirst) this.#watchForAnswers();
  }

  #watchForAnswers(): void {
    clearTimeout(this.#answerTimer);
    if (this.#sentAt.size > 0) this.#answerTimer = setTimeout(() => this.#socket.reopen(), answerWithinMillis);
  }

  #sendDrafts(): void {
    for (const { id, text, failure } of this.#view.state.chat.drafts) {
      if (failure === undefined && !this.#sentAt.has(id)) this.#sendDraft(id, text);
    }
  }

  #answered(id: string): void {
    this.#refusedBackOff.reset();
    const sentAt = this.#sentAt.get(id);
    if (sentAt === undefined) return;
    this.#forget(id);
    this.#view.update((view) => ({ ...view, roundTripMillis: this.#environment.now() - sentAt }));
  }

  #refused(id: string, retryable: boolean): void {
    this.#forget(id);
    if (!retryable) return;
    this.#retryTimer ??= setTimeout(() => {
      this.#retryTimer = undefined;
      this.#sendDrafts();
    }, this.#refusedBackOff.nextMillis());
  }

  #forget(id: string): void {
    if (this.#sentAt.delete(id)) this.#watchForAnswers();
  }

  #awaitQuiet(): void {
    if (this.#view.state.chat.catchingUpAt === undefined) return;
    clearTimeout(this.#quietTimer);
    this.#quietTimer = setTimeout(() => this.#dispatch({ kind: 'caught_up' }), quietMillis);
  }

  #connectionChanged(): void {
    const connection = this.#socket.connection.state;
    if (connection.kind !== 'open') {
      this.#sentAt.clear();
      this.#watchForAnswers();
      // Nothing is lost where another link has just taken over.
      const isLoss = connection.kind !== 'connecting' || connection.lost !== undefined;
      if (isLoss && this.#view.state.connection.kind === 'open') this.#lostAt = this.#environment.now();
    }
    this.#view.update((view) => ({ ...view, connection }));
  }

  #dispatch(event: ChatEvent): void {
    this.#view.update((view) => ({ ...view, chat: reduceChat(view.chat, event) }));
  }

  #explain(message: ChatServerMessage | ChatClientMessage): string | undefined {
    switch (message.type) {
      case 'hello':
        if (message.resume !== undefined)
          return 'Back after a loss: the same identity, and what came after this cursor.';
        return 'The first message: who I am. The server answers with a welcome.';
      case 'welcome':
        return message.resumed ? 'The same identity as before; what was missed follows, once, in order.' : undefined;
      case 'gap':
        return 'The log no longer holds all that was missed.';
      case 'said':
        return this.#sentAt.has(message.id) ? 'The same id: this is the acknowledgement of your own copy.' : undefined;
      default:
        return undefined;
    }
  }
}
