import { OpusDecoder } from 'opus-decoder';
import { toPcm16 } from './pcm';

/** Turns Opus packets of one stream into PCM16 of 24 kHz. Stateful: packets go in in order, gaps are concealed in place. */
export interface AudioDecoder {
  /** The samples of one packet; none when it is damaged. */
  decode(payload: Uint8Array): Int16Array;
  /** At most `samples` samples that sound as if the stream went on. May be fewer. */
  conceal(samples: number): Int16Array;
  /** Frees the decoder's memory; nothing may be called after it. */
  close(): void;
}

/** The longest Opus packet that fits one datagram; longer ones can't have come by RTP. */
const MAX_PACKET_BYTES = 1_500;

/** An empty packet is libopus' sign for a lost one: it answers with 120 ms that fade out. */
const LOST_PACKET = new Uint8Array(0);

/** Loads libopus (WebAssembly) for one stream. */
export async function openOpusDecoder(): Promise<AudioDecoder> {
  const decoder = new OpusDecoder({ channels: 1, sampleRate: 24_000 });
  await decoder.ready;
  const run = (payload: Uint8Array): Int16Array =>
    toPcm16(decoder.decodeFrame(payload).channelData[0] ?? new Float32Array());
  return {
    decode: (payload) => (payload.length === 0 || payload.length > MAX_PACKET_BYTES ? new Int16Array() : run(payload)),
    conceal: (samples) => run(LOST_PACKET).subarray(0, samples),
    close: () => decoder.free(),
  };
}
