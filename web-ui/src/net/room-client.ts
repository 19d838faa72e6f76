import {
  type RoomClientMessage,
  type RoomKind,
  type RoomServerMessage,
  decodeRoomServerMessage,
} from '../protocol/rooms';
import { type WireDetail, type WireTap } from '../wire/wire-log';
import { browserEnvironment, type SocketEnvironment } from './environment';
import { type ConnectionState, JsonSocket } from './json-socket';
import { type Readable } from './store';
import { onlyWay } from './ways';
import { webSocketWay } from './web-socket-way';

/** What a room's owner hears of, in the server's order, each once. */
export type RoomEvent = Exclude<RoomServerMessage, { type: 'welcome' | 'ack' }>;

type Welcome = RoomServerMessage & { type: 'welcome' };

/** A message that matters: it carries an id, and is sent again until the server has it. */
type Acknowledged = RoomClientMessage & { type: 'description' | 'candidate' | 'leave' };

/** Takes the id away from each member of a union, not from the union as a whole. */
type WithoutId<M> = M extends unknown ? Omit<M, 'id'> : never;

export interface RoomClientOptions {
  readonly name: string | undefined;
  readonly tap: WireTap;
  /** A session began: what was before it is gone. */
  readonly onBegin: (welcome: Welcome) => void;
  /** The same session goes on in a new socket: first a `joined` as snapshot, then what was missed. */
  readonly onResume: () => void;
  readonly onEvent: (event: RoomEvent) => void;
  readonly environment?: SocketEnvironment;
  readonly newId?: () => string;
}

/** More than the server could keep for the other side: a connection that lost so much begins anew anyway. */
const unacknowledgedKept = 256;
const answerWithinMillis = 8_000;
const retryRefusedMillis = 1_000;

/**
 * The page's side of `/ws/rooms`: a session that outlives its sockets. What the server sent is passed on once and in
 * order (by `seq`), what the page sent and the server didn't acknowledge is sent again.
 */
export class RoomClient {
  readonly #options: RoomClientOptions;
  readonly #socket: JsonSocket<RoomServerMessage, RoomClientMessage>;
  readonly #newId: () => string;
  readonly #unacknowledged = new Map<string, Acknowledged>();
  #name: string | undefined;
  /** Brings the same identity back. Kept nowhere else: a reload is a new person. */
  #resume: string | undefined;
  #lastSeq: number | undefined;
  /** The room that was asked for last. */
  #place: { readonly kind: RoomKind; readonly room: string } | undefined;
  #answerTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: RoomClientOptions) {
    this.#options = options;
    this.#name = options.name;
    this.#newId = options.newId ?? (() => crypto.randomUUID());
    const { tap, environment = browserEnvironment } = options;
    this.#socket = new JsonSocket({
      ways: onlyWay(webSocketWay({ url: '/ws/rooms', tap, environment })),
      tap,
      environment,
      dialect: {
        hello: () => this.#hello(),
        decode: decodeRoomServerMessage,
        isWelcome: ({ type }) => type === 'welcome',
        probe: () => this.#probe(),
        explain: (message) => this.#explain(message),
      },
      onMessage: (message) => this.#receive(message),
    });
    this.#socket.connection.subscribe(() => {
      if (!this.#socket.isOpen) this.#stopWatching();
    });
  }

  get connection(): Readable<ConnectionState> {
    return this.#socket.connection;
  }

  /** What proves this session to the REST side, while there is one. */
  get bearer(): string | undefined {
    return this.#resume;
  }

  connect(): void {
    this.#socket.connect();
  }

  retryNow(): void {
    if (this.#socket.connection.state.kind === 'refused') this.#socket.connect();
    else this.#socket.retryNow();
  }

  /** A session keeps its name, so this one ends, and another begins: to the others, somebody left and somebody came. */
  rename(name: string): void {
    this.#name = name;
    if (this.#socket.connection.state.kind === 'closed') return;
    this.close();
    this.connect();
  }

  join(kind: RoomKind, room: string): void {
    this.#place = { kind, room };
    this.#socket.send({ type: 'join', id: this.#newId(), kind, room });
  }

  create(kind: RoomKind): void {
    this.#socket.send({ type: 'create', id: this.#newId(), kind });
  }

  /** Sent now or, with the socket gone for a while, once it is back. */
  relay(message: WithoutId<Acknowledged>): void {
    const whole = { ...message, id: this.#newId() } as Acknowledged & { id: string };
    this.#unacknowledged.set(whole.id, whole);
    if (this.#unacknowledged.size > unacknowledgedKept) {
      this.#unacknowledged.delete(this.#unacknowledged.keys().next().value ?? whole.id);
    }
    if (this.#socket.send(whole)) this.#watchForAnswers();
  }

  /** Leaves the room and ends the session. */
  close(): void {
    this.#socket.send({ type: 'leave', id: this.#newId() });
    this.#stopWatching();
    this.#unacknowledged.clear();
    this.#resume = undefined;
    this.#lastSeq = undefined;
    this.#socket.close();
  }

  #hello(): RoomClientMessage {
    return {
      type: 'hello',
      ...(this.#name !== undefined && { name: this.#name }),
      ...(this.#resume !== undefined && { resume: this.#resume }),
      ...(this.#lastSeq !== undefined && { after: this.#lastSeq }),
    };
  }

  /** To look a room up is answered at once, and changes nothing. */
  #probe(): RoomClientMessage | undefined {
    return this.#place === undefined ? undefined : { type: 'lookup', id: this.#newId(), ...this.#place };
  }

  #receive(message: RoomServerMessage): void {
    if (message.type === 'welcome') {
      this.#welcomed(message);
      return;
    }
    if (message.seq !== undefined) {
      if (this.#lastSeq !== undefined && message.seq <= this.#lastSeq) return;
      this.#lastSeq = message.seq;
    }
    if (message.type === 'ack') {
      this.#answered(message.ref);
      return;
    }
    if (message.type === 'error' && message.ref !== undefined) this.#refused(message.ref, message.retryable);
    if (message.type === 'joined') this.#place = { kind: message.kind, room: message.room };
    this.#options.onEvent(message);
  }

  #welcomed(welcome: Welcome): void {
    this.#resume = welcome.resume;
    if (welcome.resumed) {
      this.#options.onResume();
      for (const message of this.#unacknowledged.values()) this.#socket.send(message);
      this.#watchForAnswers();
      return;
    }
    this.#lastSeq = welcome.seq;
    this.#unacknowledged.clear();
    this.#options.onBegin(welcome);
  }

  #answered(id: string): void {
    if (this.#unacknowledged.delete(id)) this.#watchForAnswers();
  }

  #refused(id: string, retryable: boolean): void {
    const message = this.#unacknowledged.get(id);
    if (message === undefined) return;
    if (retryable) setTimeout(() => this.#sendAgain(id), retryRefusedMillis);
    else this.#answered(id);
  }

  #sendAgain(id: string): void {
    const message = this.#unacknowledged.get(id);
    if (message !== undefined) this.#socket.send(message);
  }

  /** A socket that doesn't acknowledge in time looks open, but is not. */
  #watchForAnswers(): void {
    this.#stopWatching();
    if (this.#unacknowledged.size > 0) {
      this.#answerTimer = setTimeout(() => this.#socket.reopen(), answerWithinMillis);
    }
  }

  #stopWatching(): void {
    clearTimeout(this.#answerTimer);
    this.#answerTimer = undefined;
  }

  #explain(message: RoomServerMessage | RoomClientMessage): string | WireDetail | undefined {
    switch (message.type) {
      case 'hello':
        return message.resume === undefined
          ? 'The first message: who I am.'
          : 'Back after a loss: the same place in the room, and what came after this number.';
      case 'joined':
        return message.peers.length === 0
          ? 'Nobody else is here: wait for a newcomer, who makes the offer.'
          : 'Somebody was here first: the newcomer makes the offer.';
      case 'peer_joined':
        return 'A newcomer: its offer comes next.';
      case 'description':
        return 'from' in message
          ? `The other’s ${message.description.type}: what it can send and receive.`
          : `Our ${message.description.type}: what this browser can send and receive.`;
      case 'candidate':
        return message.candidate?.candidate === undefined || message.candidate.candidate === ''
          ? 'No more addresses.'
          : `An address to try: ${describeCandidate(message.candidate.candidate)}.`;
      case 'lookup':
        return 'Nothing was heard for a while: any answer shows that the server is still there.';
      case 'ack':
        return { merge: 'ack' };
      case 'peer_away':
        return 'The other’s signaling dropped; the call itself may well go on.';
      default:
        return undefined;
    }
  }
}

const candidateKinds: Readonly<Record<string, string>> = {
  host: 'its own',
  srflx: 'how a STUN server sees it',
  prflx: 'how the peer sees it',
  relay: 'on a TURN relay',
};

/** `candidate:1 1 udp 2122260223 192.0.2.7 54321 typ host` → `its own, udp`. */
function describeCandidate(line: string): string {
  const [, , protocol = '', , , , , type = ''] = line.split(' ');
  return `${candidateKinds[type] ?? type}, ${protocol.toLowerCase()}`;
}
