/** Which way a frame went, seen from this page. */
export type WireDirection = 'up' | 'down';

/** One line of the wire view. Entries are immutable: a merged frame replaces the entry by a new one with the same id. */
export interface WireEntry {
  readonly id: number;
  /** Milliseconds since the epoch; of the first frame when several were merged. */
  readonly at: number;
  /** `undefined` for a remark: a line of explanation without a frame. */
  readonly direction: WireDirection | undefined;
  /** What the frame travelled on, for example `socket` or `data channel`. */
  readonly channel: string | undefined;
  /** The frame as text, secrets hidden, cut at {@link WireLogOptions.maxFrameCharacters}. */
  readonly frame: string;
  /** Size on the wire in bytes, summed over merged frames. */
  readonly bytes: number;
  /** How many frames this entry stands for. */
  readonly count: number;
  /** One sentence that says what the frame means, where it means more than it says. */
  readonly note: string | undefined;
}

export interface WireDetail {
  readonly note?: string | undefined;
  /** Frames that follow each other with the same key on the same channel become one entry with a count (audio, say). */
  readonly merge?: string | undefined;
  /** Size on the wire, where what is shown is not what went. */
  readonly bytes?: number | undefined;
}

/** Where code that speaks to the network reports its frames. */
export interface WireTap {
  record(direction: WireDirection, frame: unknown, detail?: string | WireDetail): void;
  remark(text: string): void;
}

export interface WireLogOptions {
  /** Entries kept; the oldest are dropped first. */
  readonly capacity?: number;
  readonly maxFrameCharacters?: number;
  readonly now?: () => number;
  /** Runs the notification of subscribers; the default gathers changes for 50 ms. */
  readonly schedule?: (notify: () => void) => void;
}

interface LastFrame {
  readonly key: string;
  readonly entry: WireEntry;
}

/**
 * A bounded record of what went over the wire, newest last. It can be paused (frames are then counted, not kept), cleared
 * and saved. Subscribers are told after a short delay and may read {@link entries} at any time; it changes identity only
 * when its content changes.
 */
export class WireLog implements WireTap {
  readonly #capacity: number;
  readonly #maxFrameCharacters: number;
  readonly #now: () => number;
  readonly #schedule: (notify: () => void) => void;
  readonly #listeners = new Set<() => void>();
  #entries: readonly WireEntry[] = [];
  #pending: WireEntry[] = [];
  #last: LastFrame | undefined;
  #nextId = 1;
  #paused = false;
  #skipped = 0;
  #notifying = false;

  constructor(options: WireLogOptions = {}) {
    this.#capacity = options.capacity ?? 500;
    this.#maxFrameCharacters = options.maxFrameCharacters ?? 16_384;
    this.#now = options.now ?? Date.now;
    this.#schedule = options.schedule ?? ((notify) => void setTimeout(notify, 50));
  }

  /** A tap that marks its frames with the name of what they travel on. */
  channel(name: string): WireTap {
    return {
      record: (direction, frame, detail) => this.#record(name, direction, frame, detail),
      remark: (text) => this.#add(name, undefined, '', 0, text, undefined),
    };
  }

  record(direction: WireDirection, frame: unknown, detail?: string | WireDetail): void {
    this.#record(undefined, direction, frame, detail);
  }

  remark(text: string): void {
    this.#add(undefined, undefined, '', 0, text, undefined);
  }

  get paused(): boolean {
    return this.#paused;
  }

  /** Frames that passed while paused. */
  get skipped(): number {
    return this.#skipped;
  }

  setPaused(paused: boolean): void {
    if (this.#paused === paused) return;
    this.#paused = paused;
    this.#last = undefined;
    if (!paused && this.#skipped > 0) {
      const skipped = this.#skipped;
      this.#skipped = 0;
      this.remark(`${String(skipped)} ${skipped === 1 ? 'frame' : 'frames'} passed while paused`);
    }
    this.#changed();
  }

  clear(): void {
    this.#pending = [];
    this.#entries = [];
    this.#last = undefined;
    this.#skipped = 0;
    this.#changed();
  }

  /** What is kept, oldest first. */
  get entries(): readonly WireEntry[] {
    if (this.#pending.length > 0) {
      const merged = this.#pending;
      this.#pending = [];
      this.#entries = [...this.#entries, ...merged].slice(-this.#capacity);
    }
    return this.#entries;
  }

  /** Everything kept as lines of JSON, for a file. */
  toJsonLines(): string {
    return this.entries
      .map(({ at, direction, channel, frame, bytes, count, note }) =>
        JSON.stringify({ at: new Date(at).toISOString(), direction, channel, bytes, count, note, frame }),
      )
      .join('\n');
  }

  /** @returns a function that ends the subscription. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  #record(
    channel: string | undefined,
    direction: WireDirection,
    frame: unknown,
    detail: string | WireDetail = {},
  ): void {
    const { note, merge, bytes } = typeof detail === 'string' ? { note: detail } : detail;
    const { text, bytes: shownBytes } = describe(frame);
    this.#add(channel, direction, this.#cut(hideSecrets(text)), bytes ?? shownBytes, note, merge);
  }

  #add(
    channel: string | undefined,
    direction: WireDirection | undefined,
    frame: string,
    bytes: number,
    note: string | undefined,
    merge: string | undefined,
  ): void {
    if (this.#paused) {
      this.#skipped += 1;
      this.#changed();
      return;
    }
    const key = merge === undefined ? undefined : `${channel ?? ''} ${direction ?? ''} ${merge}`;
    if (key !== undefined && this.#last?.key === key) {
      const before = this.#last.entry;
      this.#replace(before, { ...before, frame, note, bytes: before.bytes + bytes, count: before.count + 1 }, key);
      return;
    }
    const entry = { id: this.#nextId++, at: this.#now(), direction, channel, frame, bytes, count: 1, note };
    this.#pending.push(entry);
    if (this.#pending.length > this.#capacity) this.#pending.shift();
    this.#last = key === undefined ? undefined : { key, entry };
    this.#changed();
  }

  #replace(before: WireEntry, after: WireEntry, key: string): void {
    const list = this.#pending.at(-1) === before ? this.#pending : [...this.#entries];
    list[list.length - 1] = after;
    if (list !== this.#pending) this.#entries = list;
    this.#last = { key, entry: after };
    this.#changed();
  }

  #cut(text: string): string {
    const rest = text.length - this.#maxFrameCharacters;
    return rest > 0 ? `${text.slice(0, this.#maxFrameCharacters)}… (${String(rest)} characters more)` : text;
  }

  #changed(): void {
    if (this.#notifying) return;
    this.#notifying = true;
    this.#schedule(() => {
      this.#notifying = false;
      for (const listener of this.#listeners) listener();
    });
  }
}

const encoder = new TextEncoder();

function describe(frame: unknown): { text: string; bytes: number } {
  if (frame instanceof ArrayBuffer || ArrayBuffer.isView(frame)) {
    return { text: `binary, ${String(frame.byteLength)} bytes`, bytes: frame.byteLength };
  }
  const text = typeof frame === 'string' ? frame : JSON.stringify(frame);
  return { text, bytes: encoder.encode(text).byteLength };
}

/** What can be used by someone who reads it over a shoulder, in a screenshot or in a saved file. */
const secretMember = /("(?:resume|credential|client_secret|authorization)"\s*:\s*)"[^"]*"/gi;
const ephemeralKey = /\bek_[\w.-]+/g;

function hideSecrets(text: string): string {
  return text.replace(secretMember, '$1"‹hidden›"').replace(ephemeralKey, 'ek_‹hidden›');
}
