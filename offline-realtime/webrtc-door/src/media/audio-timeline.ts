import { type AudioDecoder } from './opus';
import { SAMPLE_RATE } from './pcm';
import { type AudioPacket, RTP_TICKS_PER_SECOND, timestampDistance } from './rtp';

/** What the timeline counts. */
export interface TimelineObserver {
  /** Samples were made up by the codec, or are silence. */
  filled(way: 'concealed' | 'silence', samples: number): void;
  /** A packet came after its time had been filled. */
  discarded(): void;
  /** A packet was damaged. */
  undecodable(): void;
}

const TICKS_PER_SAMPLE = RTP_TICKS_PER_SECOND / SAMPLE_RATE;

/** Longest gap that is filled. A longer one is cut to it: the pause stays a pause, and no flood of silence follows it. */
const MAX_FILL_SAMPLES = 2 * SAMPLE_RATE;

/** A timestamp this far from the expected one (30 s) is a new beginning, not a gap. */
const MAX_JUMP_TICKS = 30 * RTP_TICKS_PER_SECOND;

/**
 * Turns ordered packets of one stream into PCM without holes. Whatever is missing (lost packets, or a sender that is
 * silent on purpose) is filled by the packets' timestamps, so that speech keeps its rhythm: first by the codec's
 * concealment, which fades out, then by silence.
 */
export class AudioTimeline {
  private expected: number | undefined;

  constructor(
    private readonly decoder: AudioDecoder,
    private readonly observer: TimelineObserver,
    private readonly output: (pcm: Int16Array) => void,
  ) {}

  /** Takes the next packet; its samples, and those that fill the gap before it, go to the output at once. */
  accept(packet: AudioPacket): void {
    const gap = this.expected === undefined ? 0 : timestampDistance(packet.timestamp, this.expected);
    if (gap < 0 && gap > -MAX_JUMP_TICKS) {
      this.observer.discarded();
      return;
    }
    if (gap > 0 && gap < MAX_JUMP_TICKS) this.fill(Math.round(gap / TICKS_PER_SAMPLE));
    const pcm = this.decoder.decode(packet.payload);
    if (pcm.length === 0) this.observer.undecodable();
    else this.output(pcm);
    // Nothing decoded: time stands still here, and the next packet's timestamp shows the gap.
    this.expected = (packet.timestamp + pcm.length * TICKS_PER_SAMPLE) >>> 0;
  }

  private fill(missing: number): void {
    const samples = Math.min(missing, MAX_FILL_SAMPLES);
    const concealed = this.decoder.conceal(samples);
    this.output(concealed);
    this.observer.filled('concealed', concealed.length);
    const rest = samples - concealed.length;
    if (rest === 0) return;
    this.output(new Int16Array(rest));
    this.observer.filled('silence', rest);
  }
}
