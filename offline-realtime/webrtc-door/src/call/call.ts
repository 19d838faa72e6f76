import { unavailable } from '../http/api-error';
import { type Log } from '../log';
import { AudioReceiver } from '../media/audio-receiver';
import { type AudioDecoder } from '../media/opus';
import { SAMPLE_RATE } from '../media/pcm';
import { type Metrics } from '../metrics';
import { type Offer } from '../sdp/offer';
import { type EngineListener, type EngineSession } from '../upstream/engine-session';
import { EventBridge } from './event-bridge';
import { type AnswerOffer, type MediaAddress, type Peer } from './peer';
import { SilenceWatch } from './silence-watch';

/** Why a call ended. */
export type EndReason =
  | 'hangup'
  | 'channel_closed'
  | 'connection_closed'
  | 'silent'
  | 'engine_closed'
  | 'overflow'
  | 'shutdown'
  | 'not_answered';

/** What a call is made with. */
export interface CallContext {
  readonly media: MediaAddress;
  readonly metrics: Metrics;
  readonly log: Log;
  readonly answerOffer: AnswerOffer;
  openDecoder(): Promise<AudioDecoder>;
  /** Opens the engine's session; rejects with ApiError when the key is refused or the engine is away. */
  openEngine(key: string, listener: EngineListener): Promise<EngineSession>;
}

/** A caller that has been answered gets this long to connect; longer than a connected one, whose checks are regular. */
const CONNECT_MILLIS = 15_000;

/** Chrome checks the connection every 2.5 s, Firefox every 5: after this long it is gone. */
const SILENCE_MILLIS = 8_000;

/** After these the caller can't be reached any more, so there is no use in waiting for it. */
const CALLER_IS_GONE: ReadonlySet<EndReason> = new Set<EndReason>([
  'channel_closed',
  'connection_closed',
  'silent',
  'not_answered',
]);

/** How long the last events may take to reach the caller. */
const FAREWELL_MILLIS = 1_000;

/** Audio that may wait for the engine: about 8 s. Older audio has had its chance; what is new is dropped. */
const MAX_WAITING_AUDIO_BYTES = 512 * 1024;

/**
 * One call: a caller's WebRTC connection, the engine's session, and what goes between. It is confined to the event
 * loop. Whatever ends it ends all of it, once, and {@link ended} resolves when nothing of it is left.
 */
export class Call {
  /** Resolves when the connection and the session are closed. */
  readonly ended: Promise<void>;

  private readonly bridge: EventBridge;
  private readonly silence: SilenceWatch;
  private resolveEnded: () => void = () => undefined;
  private audio: AudioReceiver | undefined;
  private engine: EngineSession | undefined;
  private peer: Peer | undefined;
  private endReason: EndReason | undefined;

  constructor(
    readonly id: string,
    private readonly context: CallContext,
  ) {
    const { metrics } = context;
    this.ended = new Promise((resolve) => (this.resolveEnded = resolve));
    this.silence = new SilenceWatch(CONNECT_MILLIS, SILENCE_MILLIS, () => this.end('silent'));
    this.bridge = new EventBridge({
      flushAudio: () => this.audio?.flush(),
      count: (direction) => metrics.events.inc({ direction }),
      overflowed: () => this.end('overflow'),
    });
  }

  /**
   * Answers the call: first the engine must accept the key, then the offer is answered.
   *
   * @returns the SDP answer
   * @throws ApiError when either refuses; the call has ended then
   */
  async answer(offer: Offer, openKey: () => Promise<string>): Promise<string> {
    const { context } = this;
    try {
      this.engine = await context.openEngine(await openKey(), {
        event: (json) => this.bridge.toCaller(json),
        closed: (code) => this.engineClosed(code),
      });
      this.bridge.connectEngine(this.engine);
      const decoder = await context.openDecoder();
      this.audio = new AudioReceiver(decoder, context.metrics, (event, samples) => this.sendAudio(event, samples));
      this.peer = await context.answerOffer(offer, context.media, {
        channelOpened: (channel) => {
          context.log.info('call.connected', { call: this.id });
          this.bridge.connectChannel(channel);
        },
        event: (data) => this.bridge.fromCaller(data),
        audio: (packet) => this.audio?.receive(packet),
        heard: () => this.silence.heard(),
        gone: (reason) => this.end(reason),
      });
      // It may have ended while one of its parts was still being made.
      if (this.endReason !== undefined) throw unavailable('call_ended', 'The call ended before it was answered.');
      return this.peer.answer;
    } catch (error) {
      this.end('not_answered');
      this.closeParts();
      await this.peer?.close();
      throw error;
    }
  }

  /** Ends the call; the first reason counts. What the engine said until now still reaches the caller. */
  end(reason: EndReason): void {
    if (this.endReason !== undefined) return;
    this.endReason = reason;
    this.context.log.info('call.ended', { call: this.id, reason });
    if (reason !== 'not_answered') this.context.metrics.endedCalls.inc({ reason });
    this.silence.stop();
    this.audio?.flush();
    this.closeParts();
    void this.sayFarewell(reason).finally(this.resolveEnded);
  }

  private async sayFarewell(reason: EndReason): Promise<void> {
    if (!CALLER_IS_GONE.has(reason)) await this.bridge.closeChannel(FAREWELL_MILLIS);
    await this.peer?.close();
  }

  private closeParts(): void {
    this.audio?.close();
    this.engine?.close();
  }

  private engineClosed(code: number): void {
    const { log } = this.context;
    log.info('engine.closed', { call: this.id, code });
    if (code !== 1000 && this.endReason === undefined) {
      const message = 'The transcription engine ended the session.';
      this.bridge.sayError({ type: 'server_error', code: 'engine_closed', message, param: null });
    }
    this.end('engine_closed');
  }

  private sendAudio(event: string, samples: number): void {
    const { metrics } = this.context;
    const seconds = samples / SAMPLE_RATE;
    if (this.engine === undefined || this.engine.bufferedBytes > MAX_WAITING_AUDIO_BYTES) {
      metrics.droppedSeconds.inc(seconds);
      return;
    }
    this.engine.send(event);
    metrics.audioSeconds.inc(seconds);
  }
}
