import { type Readable, Store } from '../net/store';
import { type Person } from '../protocol/common';
import { type WireLog } from '../wire/wire-log';
import { RoomCall, type RoomCallOptions, type RoomCallState } from './room-call';
import { TextChannel } from './text-channel';

export type PeerChatItem =
  | {
      readonly kind: 'message';
      readonly id: string;
      readonly from: Person | 'me';
      readonly text: string;
      readonly at: Date;
      readonly delivery: 'sending' | 'delivered' | 'failed';
    }
  | { readonly kind: 'note'; readonly id: string; readonly text: string };

export interface PeerChatState {
  readonly call: RoomCallState;
  readonly items: readonly PeerChatItem[];
  /** How many items ever were, dropped ones included. */
  readonly total: number;
  /** Peers whose data channel is open. */
  readonly reachable: ReadonlySet<string>;
}

export type PeerChatOptions = Pick<
  RoomCallOptions,
  'room' | 'name' | 'environment' | 'createConnection' | 'iceServers'
> & {
  readonly wire: WireLog;
  readonly newId?: () => string;
  readonly now?: () => Date;
};

const itemsKept = 1_000;

/** Chat between the members of a room over data channels: signaling introduces them, and sees none of the text. */
export class PeerChat {
  readonly #call: RoomCall;
  readonly #wire: WireLog;
  readonly #newId: () => string;
  readonly #now: () => Date;
  readonly #channels = new Map<string, TextChannel>();
  readonly #state: Store<PeerChatState>;

  constructor({ wire, newId = () => crypto.randomUUID(), now = () => new Date(), ...options }: PeerChatOptions) {
    this.#wire = wire;
    this.#newId = newId;
    this.#now = now;
    this.#call = new RoomCall({
      ...options,
      kind: 'chat',
      tap: wire.channel('signaling'),
      onPeer: (peer, connection) => this.#listen(peer, connection),
      prepare: (peer, connection, isInitiator) => {
        if (isInitiator) this.#attach(peer, connection.createDataChannel(TextChannel.label));
      },
      onPeerGone: (peer) => this.#peerGone(peer),
    });
    this.#state = new Store<PeerChatState>({
      call: this.#call.state.state,
      items: [],
      total: 0,
      reachable: new Set(),
    });
    this.#call.state.subscribe(() => this.#state.update((state) => ({ ...state, call: this.#call.state.state })));
  }

  get state(): Readable<PeerChatState> {
    return this.#state;
  }

  get call(): Pick<RoomCall, 'join' | 'joinAgain' | 'retryNow' | 'rename' | 'restartIce' | 'leave'> {
    return this.#call;
  }

  /** Shows a copy at once; it is marked once the other page has it. */
  say(text: string): void {
    const id = this.#newId();
    const at = this.#now();
    const sent = [...this.#channels.values()].filter((channel) => channel.send(id, text, at)).length;
    this.#append({ kind: 'message', id, from: 'me', text, at, delivery: sent > 0 ? 'sending' : 'failed' });
  }

  /** Takes back a message that reached nobody. */
  drop(id: string): void {
    this.#state.update((state) => ({ ...state, items: state.items.filter((item) => item.id !== id) }));
  }

  #listen(peer: Person, connection: RTCPeerConnection): void {
    connection.addEventListener('datachannel', ({ channel }) => {
      if (channel.label === TextChannel.label) this.#attach(peer, channel);
    });
  }

  #attach(peer: Person, channel: RTCDataChannel): void {
    const texts = new TextChannel(channel, this.#wire.channel('data channel'), {
      onOpen: () => this.#reachabilityChanged(),
      onText: (id, text, at) => this.#append({ kind: 'message', id, from: peer, text, at, delivery: 'delivered' }),
      onDelivered: (id) => this.#setDelivery((item) => item.id === id, 'delivered'),
      onClose: () => {
        if (this.#channels.get(peer.id) === texts) this.#detach(peer.id);
      },
    });
    this.#channels.set(peer.id, texts);
    this.#reachabilityChanged();
  }

  #peerGone(peer: Person): void {
    this.#detach(peer.id);
    this.#append({ kind: 'note', id: this.#newId(), text: `${peer.name} has left` });
  }

  #detach(id: string): void {
    this.#channels.delete(id);
    this.#reachabilityChanged();
    this.#setDelivery((item) => item.delivery === 'sending', 'failed');
  }

  #reachabilityChanged(): void {
    const reachable = new Set([...this.#channels].filter(([, { isOpen }]) => isOpen).map(([id]) => id));
    this.#state.update((state) => ({ ...state, reachable }));
  }

  #append(item: PeerChatItem): void {
    this.#state.update((state) => ({
      ...state,
      items: [...state.items, item].slice(-itemsKept),
      total: state.total + 1,
    }));
  }

  #setDelivery(applies: (item: PeerChatItem & { kind: 'message' }) => boolean, delivery: 'delivered' | 'failed'): void {
    this.#state.update((state) => ({
      ...state,
      items: state.items.map((item) => (item.kind === 'message' && applies(item) ? { ...item, delivery } : item)),
    }));
  }
}
