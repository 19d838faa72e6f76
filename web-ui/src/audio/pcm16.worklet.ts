/**
 * The part of the capture that runs on the browser's audio thread: whatever rate the device has comes in, chunks of PCM16
 * at 24 kHz go out. It is a file of its own, so that a page with a strict content security policy may load it.
 */
import { encodePcm16, SAMPLE_RATE } from './pcm16';
import { StreamingResampler } from './resampler';

/** What an AudioWorkletGlobalScope offers and the DOM's types don't know. */
declare const sampleRate: number;
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}
declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void;

/** 25 messages a second: few enough for every socket on the way, short enough for a live transcript. */
const CHUNK_MILLIS = 40;

class Pcm16Capture extends AudioWorkletProcessor {
  readonly #resampler = new StreamingResampler(sampleRate, SAMPLE_RATE);
  readonly #chunk = new Float32Array((SAMPLE_RATE * CHUNK_MILLIS) / 1000);
  #filled = 0;
  #open = true;

  constructor() {
    super();
    this.port.onmessage = () => {
      this.#open = false;
    };
  }

  /** Called for every quantum of the context (128 frames). @returns whether to go on. */
  process(inputs: readonly (readonly Float32Array[])[]): boolean {
    const mono = inputs[0]?.[0];
    // A source that has nothing (yet, or any more) gives no channel at all.
    if (mono !== undefined) this.#take(this.#resampler.push(mono));
    return this.#open;
  }

  #take(samples: Float32Array): void {
    for (const sample of samples) {
      this.#chunk[this.#filled++] = sample;
      if (this.#filled === this.#chunk.length) {
        this.#filled = 0;
        const pcm = encodePcm16(this.#chunk);
        this.port.postMessage(pcm, [pcm]);
      }
    }
  }
}

registerProcessor('parley-pcm16', Pcm16Capture);
