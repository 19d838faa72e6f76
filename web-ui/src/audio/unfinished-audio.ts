import { pcm16Millis } from './pcm16';

/** What goes to the service, in this order: sound, and where a turn ends. */
export type AudioEntry =
  { readonly kind: 'audio'; readonly pcm: ArrayBuffer } | { readonly kind: 'commit'; readonly commitId: string };

/** Silence kept before speech, in ms: the detector finds a soft beginning a little late. */
const LEAD_IN_MILLIS = 1000;

/**
 * The audio that no final text has covered yet, in the order in which it was spoken. It is the outgoing queue and the
 * memory for a second try in one: {@link next} hands out what was not sent, {@link rewind} makes all of it unsent again
 * after a loss, and {@link finished} forgets a turn whose text is final.
 *
 * Bounded: beyond the limit the oldest audio goes first, and {@link append} says how much of it had never been sent.
 */
export class UnfinishedAudio {
  readonly #limitMillis: number;
  readonly #entries: AudioEntry[] = [];
  /** Index of the first entry that was not handed out. */
  #unsent = 0;
  #keptMillis = 0;

  constructor(limitMillis = 60_000) {
    this.#limitMillis = limitMillis;
  }

  get keptMillis(): number {
    return this.#keptMillis;
  }

  /** How much waits to be sent, in milliseconds of audio. */
  get unsentMillis(): number {
    return this.#entries.slice(this.#unsent).reduce((total, entry) => total + millisOf(entry), 0);
  }

  /** Whether everything was handed out. */
  get allSent(): boolean {
    return this.#unsent === this.#entries.length;
  }

  /** The turns that were ended and are not finished, oldest first. */
  get commitIds(): readonly string[] {
    return this.#entries.flatMap((entry) => (entry.kind === 'commit' ? [entry.commitId] : []));
  }

  /** Adds the next chunk. @returns the milliseconds of unsent audio that had to go for it; nearly always 0. */
  append(pcm: ArrayBuffer): number {
    this.#entries.push({ kind: 'audio', pcm });
    this.#keptMillis += pcm16Millis(pcm.byteLength);
    let lostMillis = 0;
    while (this.#keptMillis > this.#limitMillis || this.#entries[0]?.kind === 'commit') {
      // The end of a turn whose sound is gone goes with it: nothing is left to commit.
      const wasUnsent = this.#unsent === 0;
      const dropped = this.#remove(0, 1);
      if (wasUnsent) lostMillis += dropped;
    }
    return lostMillis;
  }

  /** Ends the turn: all audio since the last call belongs to this commit. @returns whether there was any. */
  commit(commitId: string): boolean {
    if (this.#openTurn() === this.#entries.length) return false;
    this.#entries.push({ kind: 'commit', commitId });
    return true;
  }

  /** Hands out the next entry to send, once. */
  next(): AudioEntry | undefined {
    const entry = this.#entries[this.#unsent];
    if (entry !== undefined) this.#unsent += 1;
    return entry;
  }

  /** Makes everything that is kept unsent, for a new connection. */
  rewind(): void {
    this.#unsent = 0;
  }

  /** Makes the open turn unsent again: the service was told to forget it. */
  rewindOpenTurn(): void {
    this.#unsent = Math.min(this.#unsent, this.#openTurn());
  }

  /** Forgets a turn: its text is final, or will never be. Turns may finish in any order. */
  finished(commitId: string): void {
    const end = this.#entries.findIndex((entry) => entry.kind === 'commit' && entry.commitId === commitId);
    if (end < 0) return;
    const before = this.#entries.slice(0, end).findLastIndex((entry) => entry.kind === 'commit');
    this.#remove(before + 1, end - before);
  }

  /** The service ended the open turn by itself: it has what was sent until now. */
  committedByService(commitId: string): void {
    if (this.#unsent <= this.#openTurn()) return;
    this.#entries.splice(this.#unsent, 0, { kind: 'commit', commitId });
    this.#unsent += 1;
  }

  /** Forgets sent silence before the next turn, but for a second of it. Call while nobody speaks. */
  forgetSilence(): void {
    const start = this.#openTurn();
    const open = this.#entries.slice(start);
    let excess = open.reduce((total, entry) => total + millisOf(entry), 0) - LEAD_IN_MILLIS;
    let count = 0;
    for (const entry of open) {
      excess -= millisOf(entry);
      if (excess < 0 || start + count >= this.#unsent) break;
      count += 1;
    }
    this.#remove(start, count);
  }

  #openTurn(): number {
    return this.#entries.findLastIndex((entry) => entry.kind === 'commit') + 1;
  }

  #remove(start: number, count: number): number {
    const removed = this.#entries.splice(start, count);
    const sent = Math.max(0, Math.min(this.#unsent, start + count) - start);
    this.#unsent -= sent;
    const millis = removed.reduce((total, entry) => total + millisOf(entry), 0);
    this.#keptMillis -= millis;
    return millis;
  }
}

function millisOf(entry: AudioEntry): number {
  return entry.kind === 'audio' ? pcm16Millis(entry.pcm.byteLength) : 0;
}
