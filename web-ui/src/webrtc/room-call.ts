import { type SocketEnvironment } from '../net/environment';
import { type ConnectionState } from '../net/json-socket';
import { RoomClient, type RoomEvent } from '../net/room-client';
import { type Readable, Store } from '../net/store';
import { type Person } from '../protocol/common';
import { type RoomKind, type RoomPeer } from '../protocol/rooms';
import { type WireTap } from '../wire/wire-log';
import { fetchIceServers } from './ice-servers';
import { type LinkPhase, PeerLink } from './peer-link';

/** Another member of the room, and the link to it. */
export interface CallPeer {
  readonly id: string;
  readonly name: string;
  /** Its signaling dropped; it may come back, and the link may well go on. */
  readonly isAway: boolean;
  readonly phase: LinkPhase;
  readonly connection: RTCPeerConnection;
}

/** Why the server didn't let this page in: its code, and its words for codes that the page has none for. */
export interface Refusal {
  readonly code: string;
  readonly words: string;
}

export interface RoomCallState {
  readonly connection: ConnectionState;
  readonly self: Person | undefined;
  /** The room's name once it is known; a created one gets it from the server. */
  readonly room: string | undefined;
  readonly hasJoined: boolean;
  readonly refusal: Refusal | undefined;
  readonly peers: readonly CallPeer[];
  /** Who went last, while nobody is there. */
  readonly left: Person | undefined;
}

export interface RoomCallOptions {
  readonly kind: RoomKind;
  /** Undefined: the server makes up a name. */
  readonly room: string | undefined;
  readonly name: string | undefined;
  readonly tap: WireTap;
  /** A new link: the moment to listen to its connection. */
  readonly onPeer: (peer: Person, connection: RTCPeerConnection) => void;
  /** Adds tracks or channels to a link; `isInitiator`: this page makes the first offer. */
  readonly prepare: (peer: Person, connection: RTCPeerConnection, isInitiator: boolean) => void;
  /** A link has ended, and what hung on it. */
  readonly onPeerGone: (peer: Person) => void;
  readonly environment?: SocketEnvironment;
  readonly createConnection?: () => RTCPeerConnection;
  readonly iceServers?: (bearer: string | undefined) => Promise<RTCIceServer[]>;
}

interface Member {
  readonly link: PeerLink;
  person: Person;
  isAway: boolean;
}

/**
 * Being in a room with peers, each over a link of its own. The newcomer makes the offer to each that it finds. A loss of
 * signaling ends no link: only a peer that has left, or that the server gave up, is gone.
 */
export class RoomCall {
  readonly #options: RoomCallOptions;
  readonly #client: RoomClient;
  readonly #members = new Map<string, Member>();
  readonly #state: Store<RoomCallState>;

  constructor(options: RoomCallOptions) {
    this.#options = options;
    this.#client = new RoomClient({
      name: options.name,
      tap: options.tap,
      onBegin: ({ self, name }) => this.#begin({ id: self, name }),
      onResume: () => this.#resumed(),
      onEvent: (event) => this.#handle(event),
      ...(options.environment !== undefined && { environment: options.environment }),
    });
    this.#state = new Store<RoomCallState>({
      connection: this.#client.connection.state,
      self: undefined,
      room: options.room,
      hasJoined: false,
      refusal: undefined,
      peers: [],
      left: undefined,
    });
    this.#client.connection.subscribe(() => this.#change({ connection: this.#client.connection.state }));
  }

  get state(): Readable<RoomCallState> {
    return this.#state;
  }

  join(): void {
    this.#client.connect();
  }

  retryNow(): void {
    this.#client.retryNow();
  }

  /** Asks again to be let in, after a refusal. */
  joinAgain(): void {
    this.#change({ refusal: undefined });
    this.#enterRoom();
  }

  rename(name: string): void {
    this.#client.rename(name);
  }

  /** Looks for a new path to each peer, in the same call. */
  restartIce(): void {
    for (const { link } of this.#members.values()) link.restartIce();
  }

  /** Leaves the room and closes every link. */
  leave(): void {
    this.#client.close();
    for (const id of [...this.#members.keys()]) this.#removeMember(id);
    this.#change({ hasJoined: false, left: undefined });
  }

  #begin(self: Person): void {
    for (const id of [...this.#members.keys()]) this.#removeMember(id);
    this.#change({ self, hasJoined: false });
    this.#enterRoom();
  }

  #enterRoom(): void {
    const { kind } = this.#options;
    const { room } = this.#state.state;
    if (room === undefined) this.#client.create(kind);
    else this.#client.join(kind, room);
  }

  #resumed(): void {
    if (!this.#state.state.hasJoined && this.#state.state.refusal === undefined) this.#enterRoom();
    for (const { link } of this.#members.values()) link.restartUnlessConnected();
  }

  #handle(event: RoomEvent): void {
    switch (event.type) {
      case 'joined':
        this.#joined(event.room, event.peers, event.seq === undefined);
        return;
      case 'peer_joined':
        this.#addMember(event.peer, false);
        return;
      case 'peer_left':
        this.#removeMember(event.peer.id);
        this.#change({ left: event.peer });
        return;
      case 'peer_away':
        this.#setAway(event.peer, true);
        return;
      case 'peer_back':
        this.#setAway(event.peer, false);
        this.#members.get(event.peer.id)?.link.restartUnlessConnected();
        return;
      case 'description':
        this.#members.get(event.from)?.link.acceptDescription(event.description);
        return;
      case 'candidate':
        this.#members.get(event.from)?.link.acceptCandidate(candidateInit(event.candidate));
        return;
      case 'error':
        this.#failed(event.code, event.message);
        return;
      // Text through the server, captions, look-ups and locks belong to other uses of a room.
      case 'message':
      case 'caption':
      case 'room':
      case 'locked':
    }
  }

  /** @param isSnapshot of a session that goes on: who came or went meanwhile is told by what follows it */
  #joined(room: string, peers: readonly RoomPeer[], isSnapshot: boolean): void {
    for (const peer of peers) {
      const member = this.#members.get(peer.id);
      if (member !== undefined) member.isAway = peer.away;
      else if (!isSnapshot) this.#addMember(peer, true);
    }
    this.#change({ room, hasJoined: true, refusal: undefined });
    this.#showPeers();
  }

  #addMember(peer: Person & { away?: boolean }, isInitiator: boolean): void {
    this.#removeMember(peer.id);
    const person = { id: peer.id, name: peer.name };
    const { onPeer, prepare, tap, createConnection } = this.#options;
    const link = new PeerLink({
      polite: !isInitiator,
      configuration: this.#configuration(),
      signals: {
        description: (description) => this.#client.relay({ type: 'description', to: peer.id, description }),
        candidate: (candidate) => this.#client.relay({ type: 'candidate', to: peer.id, candidate }),
      },
      prepare: (connection) => prepare(person, connection, isInitiator),
      onProblem: (problem) => tap.remark(`The browser could not follow: ${problem}`),
      ...(createConnection !== undefined && { createConnection }),
    });
    onPeer(person, link.connection);
    link.phase.subscribe(() => this.#showPeers());
    this.#members.set(peer.id, { link, person, isAway: peer.away ?? false });
    this.#change({ left: undefined });
    this.#showPeers();
  }

  async #configuration(): Promise<RTCConfiguration> {
    const ask = this.#options.iceServers ?? fetchIceServers;
    try {
      return { iceServers: await ask(this.#client.bearer) };
    } catch {
      this.#options.tap.remark('No STUN or TURN servers were told: only direct paths in this network are tried.');
      return {};
    }
  }

  #removeMember(id: string): void {
    const member = this.#members.get(id);
    if (member === undefined) return;
    this.#members.delete(id);
    member.link.close();
    this.#options.onPeerGone(member.person);
    this.#showPeers();
  }

  #setAway(person: Person, isAway: boolean): void {
    const member = this.#members.get(person.id);
    if (member === undefined) return;
    member.person = person;
    member.isAway = isAway;
    this.#showPeers();
  }

  #failed(code: string, words: string): void {
    if (this.#state.state.hasJoined) this.#options.tap.remark(`The server refused: ${words}`);
    else this.#change({ refusal: { code, words } });
  }

  #showPeers(): void {
    const peers = [...this.#members.values()].map(({ person, isAway, link }) => ({
      ...person,
      isAway,
      phase: link.phase.state,
      connection: link.connection,
    }));
    this.#change({ peers });
  }

  #change(part: Partial<RoomCallState>): void {
    this.#state.update((state) => ({ ...state, ...part }));
  }
}

/** Leaves out what the other side left out: the browser tells a missing member from an undefined one. */
function candidateInit(candidate: (RoomEvent & { type: 'candidate' })['candidate']): RTCIceCandidateInit | null {
  if (candidate === null || candidate === undefined) return null;
  return Object.fromEntries(Object.entries(candidate).filter(([, value]) => value !== undefined));
}
