import { pcm16Base64, SAMPLE_RATE } from './pcm';

/** Least audio in an event, except on a flush: 40 ms, so 25 events a second. */
const LEAST_SAMPLES = (SAMPLE_RATE * 40) / 1_000;

/** Most audio in an event: 100 ms. */
const MOST_SAMPLES = (SAMPLE_RATE * 100) / 1_000;

/** Gathers samples into `input_audio_buffer.append` events of 40 to 100 ms. */
export class AppendBatcher {
  private readonly pending = new Int16Array(MOST_SAMPLES);
  private length = 0;

  /** `output` gets each event as JSON, with the number of samples in it. */
  constructor(private readonly output: (event: string, samples: number) => void) {}

  write(pcm: Int16Array): void {
    for (let from = 0; from < pcm.length;) {
      const part = pcm.subarray(from, from + MOST_SAMPLES - this.length);
      this.pending.set(part, this.length);
      this.length += part.length;
      from += part.length;
      if (this.length === MOST_SAMPLES) this.flush();
    }
    if (this.length >= LEAST_SAMPLES) this.flush();
  }

  /** Sends what has gathered, if anything: a `commit` must find all audio before it. */
  flush(): void {
    if (this.length === 0) return;
    const samples = this.length;
    const audio = pcm16Base64(this.pending.subarray(0, samples));
    this.length = 0;
    this.output(`{"type":"input_audio_buffer.append","audio":"${audio}"}`, samples);
  }
}
