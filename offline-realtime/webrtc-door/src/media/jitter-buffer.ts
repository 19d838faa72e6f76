import { type AudioPacket, sequenceDistance } from './rtp';

/** What the buffer counts. */
export interface JitterObserver {
  /** So many packets were given up. */
  lost(count: number): void;
  /** A packet came too late, or twice. */
  discarded(): void;
}

/** Packets that may wait for an earlier one: 100 ms of the usual 20 ms packets. */
const MAX_WAITING = 5;

/** A jump of more packets than this (10 s) is a new beginning, not a loss. */
const MAX_JUMP = 500;

/**
 * Puts packets of one stream in order, and gives up those that don't come. A packet in order passes at once, so on a
 * quiet network it adds no delay. It has no clock: whoever owns it calls {@link flush} when waiting has taken too long.
 */
export class JitterBuffer {
  private readonly waiting = new Map<number, AudioPacket>();
  private next: number | undefined;

  constructor(private readonly observer: JitterObserver) {}

  /** Whether packets wait for an earlier one. */
  get isWaiting(): boolean {
    return this.waiting.size > 0;
  }

  /** Takes a packet and returns those that are due now, in order. */
  push(packet: AudioPacket): AudioPacket[] {
    const ahead = this.next === undefined ? 0 : sequenceDistance(packet.sequence, this.next);
    if (Math.abs(ahead) > MAX_JUMP) return [...this.flush(), ...this.startAt(packet)];
    if (ahead < 0 || this.waiting.has(packet.sequence)) {
      this.observer.discarded();
      return [];
    }
    if (ahead === 0) return this.startAt(packet);
    this.waiting.set(packet.sequence, packet);
    return this.waiting.size > MAX_WAITING ? this.skipGap() : [];
  }

  /** Gives up what is missing, and returns all packets that waited for it, in order. */
  flush(): AudioPacket[] {
    const due: AudioPacket[] = [];
    while (this.isWaiting) due.push(...this.skipGap());
    return due;
  }

  private startAt(packet: AudioPacket): AudioPacket[] {
    const due = [packet];
    let next = following(packet);
    for (let held = this.waiting.get(next); held !== undefined; held = this.waiting.get(next)) {
      this.waiting.delete(next);
      due.push(held);
      next = following(held);
    }
    this.next = next;
    return due;
  }

  private skipGap(): AudioPacket[] {
    const from = this.next ?? 0;
    const ahead = (packet: AudioPacket) => sequenceDistance(packet.sequence, from);
    const nearest = [...this.waiting.values()].reduce((a, b) => (ahead(b) < ahead(a) ? b : a));
    this.observer.lost(ahead(nearest));
    this.waiting.delete(nearest.sequence);
    return this.startAt(nearest);
  }
}

function following(packet: AudioPacket): number {
  return (packet.sequence + 1) & 0xff_ff;
}
