import OpusScript from 'opusscript';
import {
  MediaStreamTrack,
  type RTCDataChannel,
  RTCPeerConnection,
  RtpHeader,
  RtpPacket,
  useOPUS,
  useVP8,
} from 'werift';

/** What a caller's offer has besides a microphone and a data channel. */
export interface CallerOptions {
  readonly withVideo?: boolean;
  readonly label?: string;
}

/** Samples of one packet: 20 ms at 24 kHz. */
export const FRAME_SAMPLES = 480;

const OPUS_TICKS = 960;

/** A real WebRTC peer, that calls the door as a browser does, with Opus packets that the test makes itself. */
export class Caller {
  readonly messages: string[] = [];
  readonly connection: RTCPeerConnection;
  readonly channel: RTCDataChannel;
  private readonly track = new MediaStreamTrack({ kind: 'audio' });
  private readonly encoder = new OpusScript(24_000, 1, OpusScript.Application.VOIP);
  private sequence = 65_500;
  private timestamp = 4_294_960_000;

  constructor({ withVideo = false, label = 'oai-events' }: CallerOptions = {}) {
    this.connection = new RTCPeerConnection({
      codecs: { audio: [useOPUS()], video: [useVP8()] },
      bundlePolicy: 'max-bundle',
      iceServers: [],
      // As Chrome does.
      maxMessageSize: 262_144,
      iceUseIpv4: false,
      iceUseIpv6: false,
      iceAdditionalHostAddresses: ['127.0.0.1'],
      iceInterfaceAddresses: { udp4: '127.0.0.1' },
    });
    if (withVideo) this.connection.addTransceiver('video', { direction: 'recvonly' });
    this.connection.addTransceiver(this.track, { direction: 'sendonly' });
    this.channel = this.connection.createDataChannel(label);
    this.channel.onMessage.subscribe((data) => this.messages.push(data.toString()));
  }

  get events(): Record<string, unknown>[] {
    return this.messages.map((message) => JSON.parse(message) as Record<string, unknown>);
  }

  async offer(): Promise<string> {
    const offer = await this.connection.createOffer();
    await this.connection.setLocalDescription(offer);
    return this.connection.localDescription?.sdp ?? '';
  }

  /** Takes the answer and resolves when the data channel is open. */
  async connect(answer: string): Promise<void> {
    const open = this.channel.stateChanged.watch((state) => state === 'open', 30_000);
    await this.connection.setRemoteDescription({ type: 'answer', sdp: answer });
    await open;
  }

  /** Encodes PCM16 of 24 kHz to packets of 20 ms, in a row with those before. */
  encode(pcm: Int16Array): RtpPacket[] {
    const packets: RtpPacket[] = [];
    for (let from = 0; from + FRAME_SAMPLES <= pcm.length; from += FRAME_SAMPLES) {
      const frame = pcm.slice(from, from + FRAME_SAMPLES);
      packets.push(this.packet(Buffer.from(this.encoder.encode(Buffer.from(frame.buffer), FRAME_SAMPLES))));
    }
    return packets;
  }

  /** A packet with any payload, in a row with those before. */
  packet(payload: Buffer): RtpPacket {
    const header = new RtpHeader({
      payloadType: 96,
      sequenceNumber: this.sequence,
      timestamp: this.timestamp,
      ssrc: 1,
    });
    this.sequence = (this.sequence + 1) & 0xff_ff;
    this.timestamp = (this.timestamp + OPUS_TICKS) >>> 0;
    return new RtpPacket(header, payload);
  }

  send(...packets: readonly RtpPacket[]): void {
    for (const packet of packets) this.track.writeRtp(packet);
  }

  /** Says goodbye, as a page does. */
  async close(): Promise<void> {
    await this.connection.close();
    this.encoder.delete();
  }
}

/** A tone, as PCM16 of 24 kHz. */
export function tone(hertz: number, millis: number): Int16Array {
  return Int16Array.from({ length: millis * 24 }, (_, i) =>
    Math.round(8_000 * Math.sin((2 * Math.PI * hertz * i) / 24_000)),
  );
}
