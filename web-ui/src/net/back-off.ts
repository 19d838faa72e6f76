export interface BackOffOptions {
  readonly firstMillis?: number;
  readonly maxMillis?: number;
  readonly random?: () => number;
}

/**
 * How long to wait before the next try: doubles from try to try up to a maximum, and lies at random between half and
 * all of that, so that many clients that lost one server don't come back in one moment.
 */
export class BackOff {
  readonly #firstMillis: number;
  readonly #maxMillis: number;
  readonly #random: () => number;
  #tries = 0;

  constructor({ firstMillis = 500, maxMillis = 8_000, random = Math.random }: BackOffOptions = {}) {
    this.#firstMillis = firstMillis;
    this.#maxMillis = maxMillis;
    this.#random = random;
  }

  /** Tries since the last {@link reset}. */
  get tries(): number {
    return this.#tries;
  }

  nextMillis(): number {
    const whole = Math.min(this.#maxMillis, this.#firstMillis * 2 ** this.#tries);
    this.#tries += 1;
    return Math.round(whole * (0.5 + this.#random() / 2));
  }

  reset(): void {
    this.#tries = 0;
  }
}
