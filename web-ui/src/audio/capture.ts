import workletUrl from './pcm16.worklet?worker&url';

/** A running capture; whoever started it has to close it. The microphone stays open: it belongs to whoever opened it. */
export interface Capture {
  /** What the device gives, in samples a second. */
  readonly deviceRate: number;
  close(): Promise<void>;
}

/** Takes the next 40 ms: PCM16 little-endian, mono, 24 kHz. */
export type PcmListener = (pcm: ArrayBuffer) => void;

/**
 * Reads a stream's sound as PCM16, off the main thread. The context keeps the device's own rate, because Firefox doesn't
 * connect a microphone to another one; the worklet resamples.
 *
 * @throws if the browser has no AudioWorklet, or doesn't load it.
 */
export async function startCapture(stream: MediaStream, onPcm: PcmListener): Promise<Capture> {
  const context = new AudioContext();
  try {
    await context.audioWorklet.addModule(workletUrl);
    const source = context.createMediaStreamSource(stream);
    const worklet = new AudioWorkletNode(context, 'parley-pcm16', { channelCount: 1, channelCountMode: 'explicit' });
    worklet.port.onmessage = ({ data }: MessageEvent<ArrayBuffer>) => onPcm(data);
    // A graph runs only as far as it leads to the destination. The worklet writes nothing: no sound comes out.
    source.connect(worklet).connect(context.destination);
    await context.resume();
    return {
      deviceRate: context.sampleRate,
      close: async () => {
        worklet.port.postMessage('close');
        worklet.port.close();
        source.disconnect();
        worklet.disconnect();
        await context.close();
      },
    };
  } catch (error) {
    await context.close();
    throw error;
  }
}
