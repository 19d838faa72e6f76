/** How far back the quietest moment counts: longer than a phrase without a gap, short enough to follow a fan that starts. */
const MEMORY_FRAMES = 150;
const BUCKETS = 10;
const FRAMES_PER_BUCKET = MEMORY_FRAMES / BUCKETS;

/** What a room is taken for before it was heard, in dBFS: speech from the first frame on has to be found, too. */
const ASSUMED_DBFS = -55;
const LOWEST_DBFS = -65;
const HIGHEST_DBFS = -20;

/**
 * How loud it is when nobody speaks: the quietest level of the last 3 s (by minimum statistics: even fluent speech has
 * gaps between its words). It falls at once and rises after 3 s.
 */
export class NoiseFloor {
  readonly #minima = Array.from({ length: BUCKETS }, () => ASSUMED_DBFS);
  #bucket = 0;
  #frames = 0;
  #smoothed = ASSUMED_DBFS;

  /** In dBFS, within limits that keep digital silence and a roaring engine from making everything or nothing speech. */
  get dbfs(): number {
    return Math.max(LOWEST_DBFS, Math.min(HIGHEST_DBFS, ...this.#minima));
  }

  /** Takes the level of the next frame of 20 ms. */
  push(dbfs: number): void {
    this.#smoothed += (dbfs - this.#smoothed) / 3;
    if (this.#frames === FRAMES_PER_BUCKET) {
      this.#frames = 0;
      this.#bucket = (this.#bucket + 1) % BUCKETS;
      this.#minima[this.#bucket] = this.#smoothed;
    }
    this.#frames += 1;
    this.#minima[this.#bucket] = Math.min(this.#minima[this.#bucket] ?? 0, this.#smoothed);
  }
}
