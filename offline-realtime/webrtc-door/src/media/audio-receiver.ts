import { type Metrics } from '../metrics';
import { AppendBatcher } from './append-batcher';
import { AudioTimeline } from './audio-timeline';
import { JitterBuffer } from './jitter-buffer';
import { type AudioDecoder } from './opus';
import { SAMPLE_RATE } from './pcm';
import { type AudioPacket } from './rtp';

/** Longest time that packets wait for an earlier one when nothing else arrives. */
const MAX_WAIT_MILLIS = 100;

/** The figures that audio is counted in. */
export type AudioMetrics = Pick<
  Metrics,
  'packets' | 'lostPackets' | 'discardedPackets' | 'filledSeconds' | 'decodeErrors'
>;

/**
 * The way of a call's audio: packets in, `append` events out. Follows the caller to a new stream (SSRC), for example
 * when the microphone is replaced.
 */
export class AudioReceiver {
  private readonly batcher: AppendBatcher;
  private stream:
    { readonly ssrc: number; readonly jitter: JitterBuffer; readonly timeline: AudioTimeline } | undefined;
  private timer: NodeJS.Timeout | undefined;
  private closed = false;

  /** `output` gets each event as JSON, with the number of samples in it. The receiver closes the decoder. */
  constructor(
    private readonly decoder: AudioDecoder,
    private readonly metrics: AudioMetrics,
    output: (event: string, samples: number) => void,
  ) {
    this.batcher = new AppendBatcher(output);
  }

  receive(packet: AudioPacket): void {
    if (this.closed) return;
    this.metrics.packets.inc();
    if (this.stream?.ssrc !== packet.ssrc) this.changeStream(packet.ssrc);
    const jitter = this.stream?.jitter;
    if (jitter === undefined) return;
    this.play(jitter.push(packet));
    this.watch(jitter);
  }

  /** Sends all audio that is there, without waiting for missing packets. */
  flush(): void {
    if (this.closed) return;
    this.play(this.stream?.jitter.flush() ?? []);
    this.batcher.flush();
  }

  /** Ends it; packets that come later are ignored. */
  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.unwatch();
    this.decoder.close();
  }

  private changeStream(ssrc: number): void {
    this.unwatch();
    this.play(this.stream?.jitter.flush() ?? []);
    const jitter = new JitterBuffer({
      lost: (count) => this.metrics.lostPackets.inc(count),
      discarded: () => this.metrics.discardedPackets.inc(),
    });
    const timeline = new AudioTimeline(
      this.decoder,
      {
        filled: (way, samples) => this.metrics.filledSeconds.inc({ way }, samples / SAMPLE_RATE),
        discarded: () => this.metrics.discardedPackets.inc(),
        undecodable: () => this.metrics.decodeErrors.inc(),
      },
      (pcm) => this.batcher.write(pcm),
    );
    this.stream = { ssrc, jitter, timeline };
  }

  private play(packets: readonly AudioPacket[]): void {
    for (const packet of packets) this.stream?.timeline.accept(packet);
  }

  private watch(jitter: JitterBuffer): void {
    if (!jitter.isWaiting) this.unwatch();
    else this.timer ??= setTimeout(() => this.giveUp(jitter), MAX_WAIT_MILLIS);
  }

  private giveUp(jitter: JitterBuffer): void {
    this.unwatch();
    this.play(jitter.flush());
  }

  private unwatch(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }
}
