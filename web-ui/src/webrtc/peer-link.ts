import { type Readable, Store } from '../net/store';

/** How a link is. */
export type LinkPhase =
  | 'connecting'
  | 'connected'
  /** Was connected; a new path is being looked for. */
  | 'recovering'
  /** No path was found, after several tries. */
  | 'failed'
  | 'closed';

/** What travels through signaling to the other side. */
export interface LinkSignals {
  description(description: RTCSessionDescriptionInit): void;
  /** null: there are no more. */
  candidate(candidate: RTCIceCandidateInit | null): void;
}

export interface PeerLinkOptions {
  /** The one that was there first: it gives way when offers cross. The newcomer begins and insists. */
  readonly polite: boolean;
  /** The connection's configuration; nothing is negotiated before it is known. */
  readonly configuration: Promise<RTCConfiguration>;
  readonly signals: LinkSignals;
  /** Adds tracks or channels: for the newcomer before its offer, for the other before its first answer. */
  readonly prepare: (connection: RTCPeerConnection) => void;
  /** Reports what could not be done; the link goes on. */
  readonly onProblem: (problem: string) => void;
  readonly createConnection?: () => RTCPeerConnection;
}

/** A break that heals by itself within this time needs no restart. */
const healWithinMillis = 4_000;
/** Restarts without success after which the link counts as failed. */
const restartsTried = 3;
/** A restart that has led nowhere by then is tried again. */
const restartWithinMillis = 10_000;
/** More than any browser gathers; a peer that sends without end is not followed. */
const earlyCandidatesKept = 256;

/**
 * A connection to one peer by perfect negotiation: either side may negotiate at any time, offers that cross resolve, and a
 * broken path is replaced by an ICE restart without a new call. All signals are handled one after the other, in the order
 * in which they came; candidates that come before the description that they belong to are kept for it.
 */
export class PeerLink {
  readonly connection: RTCPeerConnection;
  readonly #options: PeerLinkOptions;
  readonly #phase = new Store<LinkPhase>('connecting');
  readonly #earlyCandidates: (RTCIceCandidateInit | null)[] = [];
  #work: Promise<void>;
  #isMakingOffer = false;
  #ignoresOffer = false;
  #isPrepared = false;
  #restarts = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: PeerLinkOptions) {
    this.#options = options;
    this.connection = options.createConnection?.() ?? new RTCPeerConnection();
    this.connection.addEventListener('negotiationneeded', () => void this.#offer());
    this.connection.addEventListener('icecandidate', ({ candidate }) => {
      if (!this.#isGone()) options.signals.candidate(candidate?.toJSON() ?? null);
    });
    this.connection.addEventListener('connectionstatechange', () => this.#connectionChanged());
    this.#work = this.#begin();
  }

  get phase(): Readable<LinkPhase> {
    return this.#phase;
  }

  acceptDescription(description: RTCSessionDescriptionInit): void {
    this.#enqueue(() => this.#takeDescription(description));
  }

  /** @param candidate null: there are no more */
  acceptCandidate(candidate: RTCIceCandidateInit | null): void {
    this.#enqueue(() => this.#takeCandidate(candidate));
  }

  /** Looks for a new path, in the same call. */
  restartIce(): void {
    if (this.#isGone()) return;
    this.#restarts = 0;
    if (this.#phase.state === 'failed') this.#phase.set('recovering');
    this.connection.restartIce();
  }

  /** For when signaling is back: looks for a new path if there is none, or none after a moment. */
  restartUnlessConnected(): void {
    if (this.#isGone() || this.connection.connectionState === 'connected') return;
    clearTimeout(this.#timer);
    const { connectionState } = this.connection;
    if (connectionState === 'failed' || connectionState === 'disconnected') this.#recover();
    else this.#timer = setTimeout(() => this.#recover(), healWithinMillis);
  }

  close(): void {
    if (this.#isGone()) return;
    clearTimeout(this.#timer);
    this.connection.close();
    this.#phase.set('closed');
  }

  // Asked anew after each await: the link may have been closed meanwhile.
  #isGone(): boolean {
    return this.#phase.state === 'closed';
  }

  async #begin(): Promise<void> {
    const configuration = await this.#options.configuration;
    if (this.#isGone()) return;
    this.connection.setConfiguration(configuration);
    if (!this.#options.polite) this.#prepare();
  }

  #prepare(): void {
    if (this.#isPrepared) return;
    this.#isPrepared = true;
    this.#options.prepare(this.connection);
  }

  #enqueue(step: () => Promise<void>): void {
    this.#work = this.#work.then(async () => {
      if (this.#isGone()) return;
      try {
        await step();
      } catch (problem) {
        if (!this.#isGone()) this.#options.onProblem(problem instanceof Error ? problem.message : String(problem));
      }
    });
  }

  /** Outside the queue: a crossing offer must be seen while ours is being made. */
  async #offer(): Promise<void> {
    if (this.#isGone()) return;
    this.#isMakingOffer = true;
    try {
      await this.connection.setLocalDescription();
      this.#sendLocalDescription();
    } catch (problem) {
      if (!this.#isGone()) this.#options.onProblem(problem instanceof Error ? problem.message : String(problem));
    } finally {
      this.#isMakingOffer = false;
    }
  }

  async #takeDescription(description: RTCSessionDescriptionInit): Promise<void> {
    const isOffer = description.type === 'offer';
    const crosses = isOffer && (this.#isMakingOffer || this.connection.signalingState !== 'stable');
    this.#ignoresOffer = crosses && !this.#options.polite;
    if (this.#ignoresOffer) return;
    // An answer to an offer that was rolled back meanwhile.
    if (description.type === 'answer' && this.connection.signalingState !== 'have-local-offer') return;

    // Rolls an own offer back by itself, for the polite one.
    await this.connection.setRemoteDescription(description);
    await this.#takeEarlyCandidates();
    if (!isOffer) return;
    this.#prepare();
    await this.connection.setLocalDescription();
    this.#sendLocalDescription();
  }

  async #takeCandidate(candidate: RTCIceCandidateInit | null): Promise<void> {
    if (this.connection.remoteDescription === null) {
      if (!this.#ignoresOffer && this.#earlyCandidates.length < earlyCandidatesKept)
        this.#earlyCandidates.push(candidate);
      return;
    }
    await this.#addCandidate(candidate);
  }

  async #takeEarlyCandidates(): Promise<void> {
    for (const candidate of this.#earlyCandidates.splice(0)) await this.#addCandidate(candidate);
  }

  async #addCandidate(candidate: RTCIceCandidateInit | null): Promise<void> {
    try {
      await this.connection.addIceCandidate(candidate ?? undefined);
    } catch (problem) {
      // The candidates of an offer that was ignored fit no description, which is as it should be.
      if (!this.#ignoresOffer) throw problem;
    }
  }

  #sendLocalDescription(): void {
    const description = this.connection.localDescription;
    if (description !== null && !this.#isGone()) this.#options.signals.description(description.toJSON());
  }

  #connectionChanged(): void {
    if (this.#isGone()) return;
    switch (this.connection.connectionState) {
      case 'connected':
        clearTimeout(this.#timer);
        this.#restarts = 0;
        this.#phase.set('connected');
        return;
      case 'disconnected':
        clearTimeout(this.#timer);
        this.#phase.set('recovering');
        this.#timer = setTimeout(() => this.#recover(), healWithinMillis);
        return;
      case 'failed':
        this.#recover();
        return;
      case 'new':
      case 'connecting':
      case 'closed':
    }
  }

  /** Restarts ICE now, and again until it led somewhere or was tried often enough. */
  #recover(): void {
    clearTimeout(this.#timer);
    if (this.#isGone() || this.connection.connectionState === 'connected') return;
    if (this.#restarts >= restartsTried) {
      this.#phase.set('failed');
      return;
    }
    this.#restarts += 1;
    if (this.#phase.state !== 'connecting') this.#phase.set('recovering');
    this.connection.restartIce();
    this.#timer = setTimeout(() => this.#recover(), restartWithinMillis);
  }
}
