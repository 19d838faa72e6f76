import { vi } from 'vitest';

/** Stands in for the browser's data channel. */
export class FakeChannel {
  readonly label: string;
  readonly sent: string[] = [];
  readyState = 'connecting';
  onopen: (() => void) | null = null;
  onclose: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;

  constructor(label: string) {
    this.label = label;
  }

  send(data: string): void {
    this.sent.push(data);
  }

  close(): void {
    this.readyState = 'closed';
  }

  accept(): void {
    this.readyState = 'open';
    this.onopen?.();
  }

  say(event: object): void {
    this.onmessage?.({ data: JSON.stringify(event) });
  }
}

/** Stands in for the browser's peer connection; a test plays the service. */
export class FakePeer {
  static instances: FakePeer[] = [];
  readonly tracks: unknown[] = [];
  readonly setRemoteDescription = vi.fn((answer: object) => Promise.resolve(answer));
  channel: FakeChannel | undefined;
  localDescription: { sdp: string } | null = null;
  connectionState = 'new';
  isClosed = false;
  onconnectionstatechange: (() => void) | null = null;
  stats = { type: 'outbound-rtp', packetsSent: 0, bytesSent: 0 };

  constructor() {
    FakePeer.instances.push(this);
  }

  static get latest(): FakePeer {
    return FakePeer.instances[FakePeer.instances.length - 1]!;
  }

  addTrack(track: unknown): void {
    this.tracks.push(track);
  }

  createDataChannel(label: string): FakeChannel {
    this.channel = new FakeChannel(label);
    return this.channel;
  }

  setLocalDescription(): Promise<void> {
    this.localDescription = { sdp: 'v=0 offer' };
    return Promise.resolve();
  }

  getStats(): Promise<Map<string, object>> {
    return Promise.resolve(new Map([['RTP', this.stats]]));
  }

  close(): void {
    this.isClosed = true;
  }

  become(state: string): void {
    this.connectionState = state;
    this.onconnectionstatechange?.();
  }
}
