type Signaling = 'stable' | 'have-local-offer' | 'have-remote-offer';

/** Handed on by {@link FakePeerConnection.flush}, so that a test decides when the browser gets to it. */
interface Step {
  run(): void;
}

let nextSdp = 1;

/**
 * An RTCPeerConnection without media or network: it follows the rules of descriptions (states, implicit rollback,
 * `negotiationneeded`) and notes what it was given. What a browser does later, a test does by `flush`.
 */
export class FakePeerConnection extends EventTarget {
  signalingState: Signaling = 'stable';
  connectionState: RTCPeerConnectionState = 'new';
  localDescription: { type: RTCSdpType; sdp: string; toJSON(): RTCSessionDescriptionInit } | null = null;
  remoteDescription: RTCSessionDescriptionInit | null = null;
  readonly candidates: (RTCIceCandidateInit | undefined)[] = [];
  configuration: RTCConfiguration = {};
  restarts = 0;
  isClosed = false;
  #needsNegotiation = false;
  readonly #later: Step[] = [];

  setConfiguration(configuration: RTCConfiguration): void {
    this.configuration = configuration;
  }

  createDataChannel(label: string): { label: string } {
    this.#negotiate();
    return { label };
  }

  restartIce(): void {
    this.restarts += 1;
    if (this.localDescription !== null) this.#negotiate();
  }

  setLocalDescription(): Promise<void> {
    return this.#settle(() => {
      const type = this.signalingState === 'have-remote-offer' ? 'answer' : 'offer';
      const sdp = `${type} ${String(nextSdp++)}`;
      this.localDescription = { type, sdp, toJSON: () => ({ type, sdp }) };
      this.signalingState = type === 'offer' ? 'have-local-offer' : 'stable';
      if (type === 'offer') this.#needsNegotiation = false;
      this.#announce();
    });
  }

  setRemoteDescription(description: RTCSessionDescriptionInit): Promise<void> {
    return this.#settle(() => {
      if (description.type === 'answer' && this.signalingState !== 'have-local-offer') {
        throw new Error(`answer in ${this.signalingState}`);
      }
      // An offer that meets an own one rolls that back; what it was made for is still to be negotiated.
      if (description.type === 'offer' && this.signalingState === 'have-local-offer') this.#needsNegotiation = true;
      this.remoteDescription = description;
      this.signalingState = description.type === 'offer' ? 'have-remote-offer' : 'stable';
      this.#announce();
    });
  }

  addIceCandidate(candidate?: RTCIceCandidateInit): Promise<void> {
    return this.#settle(() => {
      if (this.remoteDescription === null) throw new Error('candidate before description');
      this.candidates.push(candidate);
    });
  }

  close(): void {
    this.isClosed = true;
  }

  /** The browser found an address; null: it found all. */
  gather(candidate: RTCIceCandidateInit | null): void {
    const event = new Event('icecandidate');
    Object.assign(event, { candidate: candidate === null ? null : { toJSON: () => candidate } });
    this.dispatchEvent(event);
  }

  become(state: RTCPeerConnectionState): void {
    this.connectionState = state;
    this.dispatchEvent(new Event('connectionstatechange'));
  }

  /** Does what was asked for so far, and what follows from it. */
  async flush(): Promise<void> {
    for (let i = 0; i < 10; i++) {
      for (const step of this.#later.splice(0)) step.run();
      for (let j = 0; j < 5; j++) await Promise.resolve();
    }
  }

  #settle(work: () => void): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#later.push({
        run: () => {
          try {
            work();
            resolve();
          } catch (problem) {
            reject(problem instanceof Error ? problem : new Error(String(problem)));
          }
        },
      });
    });
  }

  #negotiate(): void {
    this.#needsNegotiation = true;
    this.#announce();
  }

  #announce(): void {
    if (!this.#needsNegotiation || this.signalingState !== 'stable') return;
    this.#later.push({
      run: () => {
        if (this.#needsNegotiation && this.signalingState === 'stable') {
          this.dispatchEvent(new Event('negotiationneeded'));
        }
      },
    });
  }
}
