import { type Readable, Store } from '../net/store';
import { type Person } from '../protocol/common';
import { type WireLog } from '../wire/wire-log';
import { type MediaFailure, type MediaSource, openMedia } from './local-media';
import { RoomCall, type RoomCallOptions, type RoomCallState } from './room-call';

/** The own camera and microphone. */
export type LocalMedia =
  | { readonly kind: 'none' }
  | { readonly kind: 'asking' }
  | { readonly kind: 'failed'; readonly failure: MediaFailure; readonly withCamera: boolean }
  | {
      readonly kind: 'open';
      readonly stream: MediaStream;
      readonly isMicrophoneOn: boolean;
      readonly isCameraOn: boolean;
    };

export interface VideoCallState {
  readonly local: LocalMedia;
  readonly call: RoomCallState;
  /** What each peer sends, by its id. */
  readonly remote: ReadonlyMap<string, MediaStream>;
}

export type VideoCallOptions = Pick<
  RoomCallOptions,
  'room' | 'name' | 'environment' | 'createConnection' | 'iceServers'
> & {
  readonly wire: WireLog;
  readonly devices?: MediaSource;
};

/**
 * A call with picture and sound. The own camera comes first: the preview shows at once, and without it nobody is called.
 * {@link leave} stops it.
 */
export class VideoCall {
  readonly #call: RoomCall;
  readonly #devices: MediaSource;
  readonly #wire: WireLog;
  readonly #state: Store<VideoCallState>;
  #hasLeft = false;

  constructor({ wire, devices = secureDevices(), ...options }: VideoCallOptions) {
    this.#wire = wire;
    this.#devices = devices;
    this.#call = new RoomCall({
      ...options,
      kind: 'video',
      tap: wire.channel('signaling'),
      onPeer: (peer, connection) => this.#listen(peer, connection),
      prepare: (_, connection) => this.#addTracks(connection),
      onPeerGone: (peer) => this.#setRemote(peer.id, undefined),
    });
    this.#state = new Store<VideoCallState>({
      local: { kind: 'none' },
      call: this.#call.state.state,
      remote: new Map(),
    });
    this.#call.state.subscribe(() => this.#state.update((state) => ({ ...state, call: this.#call.state.state })));
  }

  get state(): Readable<VideoCallState> {
    return this.#state;
  }

  get call(): Pick<RoomCall, 'joinAgain' | 'retryNow' | 'rename' | 'restartIce'> {
    return this.#call;
  }

  /** Opens camera and microphone, then joins the room. */
  async start(withCamera = true): Promise<void> {
    this.#hasLeft = false;
    this.#setLocal({ kind: 'asking' });
    const outcome = await openMedia(this.#devices, withCamera);
    if (this.#isGone()) {
      if (outcome.kind === 'open') stop(outcome.stream);
      return;
    }
    if (outcome.kind === 'failed') {
      this.#setLocal({ kind: 'failed', failure: outcome.failure, withCamera });
      return;
    }
    this.#wire.remark('Camera and microphone are open; only now is the server asked for the room.');
    const { stream } = outcome;
    this.#setLocal({ kind: 'open', stream, isMicrophoneOn: true, isCameraOn: stream.getVideoTracks().length > 0 });
    this.#call.join();
  }

  /** Mutes or unmutes; the other side hears silence meanwhile. */
  setMicrophoneOn(isMicrophoneOn: boolean): void {
    this.#withOpen((local) => {
      for (const track of local.stream.getAudioTracks()) track.enabled = isMicrophoneOn;
      return { ...local, isMicrophoneOn };
    });
  }

  /** Shows or hides the own picture; the other side sees black meanwhile. */
  setCameraOn(isCameraOn: boolean): void {
    this.#withOpen((local) => {
      for (const track of local.stream.getVideoTracks()) track.enabled = isCameraOn;
      return { ...local, isCameraOn };
    });
  }

  /** Leaves the room, and lets camera and microphone go. */
  leave(): void {
    this.#hasLeft = true;
    this.#call.leave();
    const { local } = this.#state.state;
    if (local.kind === 'open') stop(local.stream);
    this.#setLocal({ kind: 'none' });
  }

  /** Asked anew after an await. */
  #isGone(): boolean {
    return this.#hasLeft;
  }

  #listen(peer: Person, connection: RTCPeerConnection): void {
    connection.addEventListener('track', ({ track, streams: [stream] }) => {
      this.#setRemote(peer.id, stream ?? new MediaStream([track]));
    });
  }

  #addTracks(connection: RTCPeerConnection): void {
    const { local } = this.#state.state;
    if (local.kind === 'open') for (const track of local.stream.getTracks()) connection.addTrack(track, local.stream);
  }

  #setRemote(id: string, stream: MediaStream | undefined): void {
    this.#state.update((state) => {
      const remote = new Map(state.remote);
      if (stream === undefined) remote.delete(id);
      else remote.set(id, stream);
      return { ...state, remote };
    });
  }

  #withOpen(change: (local: LocalMedia & { kind: 'open' }) => LocalMedia): void {
    const { local } = this.#state.state;
    if (local.kind === 'open') this.#setLocal(change(local));
  }

  #setLocal(local: LocalMedia): void {
    this.#state.update((state) => ({ ...state, local }));
  }
}

/** Missing, against what its type says, where the page isn't secure. */
function secureDevices(): MediaSource {
  return (navigator as { mediaDevices?: MediaDevices }).mediaDevices;
}

function stop(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
