/** Zero crossings of the sinc on each side: 32 keep 0–10.8 kHz flat and what would fold back 80 dB down. */
const ZERO_CROSSINGS = 32;

/** Shape of the Kaiser window: how far side lobes are kept down against how steep the edge is. */
const KAISER_BETA = 8;

/** Where the pass band ends, as a part of the lower of the two Nyquist frequencies: what is above is the slope. */
const PASS_BAND = 0.94;

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

/** The modified Bessel function of order zero, by its power series. */
function besselI0(x: number): number {
  let sum = 1;
  let term = 1;
  for (let k = 1; term > sum * 1e-12; k++) {
    term *= (x / 2 / k) ** 2;
    sum += term;
  }
  return sum;
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

/**
 * Changes the sample rate of a stream by any rational ratio: a windowed sinc in polyphase form.
 *
 * An output sample lies between two input samples at one of `outputRate / gcd` places, so the filter is tabled once for
 * each of these, and a sample costs one dot product. The stream may be cut anywhere: the result is the same. The output
 * is not shifted against the input; a sample comes out as soon as the input reaches far enough past it (under 2 ms).
 */
export class StreamingResampler {
  readonly #phases: number;
  readonly #step: number;
  readonly #taps: number;
  readonly #filters: Float32Array;
  /** Input that is still needed, oldest first; its first sample is the first that the next output looks at. */
  #window: Float32Array;
  #filled: number;
  #phase = 0;

  /** @param inputRate of a device, @param outputRate wanted; both whole numbers of samples a second. */
  constructor(inputRate: number, outputRate: number) {
    const divisor = greatestCommonDivisor(inputRate, outputRate);
    this.#phases = outputRate / divisor;
    this.#step = inputRate / divisor;
    const bandwidth = Math.min(1, outputRate / inputRate) * PASS_BAND;
    const reach = Math.ceil(ZERO_CROSSINGS / bandwidth);
    this.#taps = 2 * reach;
    this.#filters = polyphaseFilters(this.#phases, reach, bandwidth);
    // The first output lies on the first input: what came before it counts as silence.
    this.#filled = reach - 1;
    this.#window = new Float32Array(this.#taps * 2);
  }

  /** Takes the next piece of input. @returns the output that can be told by now. */
  push(input: Float32Array): Float32Array {
    this.#append(input);
    const output = new Float32Array(Math.ceil(((this.#filled + 1) * this.#phases) / this.#step));
    let written = 0;
    let start = 0;
    while (start + this.#taps <= this.#filled) {
      output[written++] = this.#convolve(start);
      this.#phase += this.#step;
      start += Math.floor(this.#phase / this.#phases);
      this.#phase %= this.#phases;
    }
    this.#dropUpTo(start);
    return output.subarray(0, written);
  }

  #append(input: Float32Array): void {
    const needed = this.#filled + input.length;
    if (needed > this.#window.length) {
      const larger = new Float32Array(needed * 2);
      larger.set(this.#window.subarray(0, this.#filled));
      this.#window = larger;
    }
    this.#window.set(input, this.#filled);
    this.#filled = needed;
  }

  #convolve(start: number): number {
    const filter = this.#phase * this.#taps;
    let sum = 0;
    for (let tap = 0; tap < this.#taps; tap++) {
      sum += (this.#window[start + tap] ?? 0) * (this.#filters[filter + tap] ?? 0);
    }
    return sum;
  }

  #dropUpTo(start: number): void {
    const kept = Math.min(start, this.#filled);
    this.#window.copyWithin(0, kept, this.#filled);
    this.#filled -= kept;
  }
}

/** One filter a phase, each with a sum of 1, so that a constant stays what it is. */
function polyphaseFilters(phases: number, reach: number, bandwidth: number): Float32Array {
  const taps = 2 * reach;
  const filters = new Float32Array(phases * taps);
  const windowPeak = besselI0(KAISER_BETA);
  for (let phase = 0; phase < phases; phase++) {
    const weights = Array.from({ length: taps }, (_, tap) => {
      const distance = tap - (reach - 1) - phase / phases;
      const inWindow = Math.max(0, 1 - (distance / reach) ** 2);
      return sinc(distance * bandwidth) * (besselI0(KAISER_BETA * Math.sqrt(inWindow)) / windowPeak);
    });
    const sum = weights.reduce((total, weight) => total + weight, 0);
    filters.set(
      weights.map((weight) => weight / sum),
      phase * taps,
    );
  }
  return filters;
}
