import { levelDbfs } from '../audio/level';
import { decodePcm16, pcm16Millis } from '../audio/pcm16';
import { type SpeechEnded, TurnDetector } from '../audio/turn-detector';
import { UnfinishedAudio } from '../audio/unfinished-audio';
import { type PendingTurn, PendingTurns } from './pending-turns';
import { type TranscriptionSource } from './source';

/** Chunks handed over at a time: twelve times as fast as speech when audio is sent again, and no faster. */
const CHUNKS_AT_ONCE = 12;

/**
 * Silence after which the service is told to forget it. Our server counts all audio since the last commit, and after 15 s
 * commits by itself: in the middle of a word, if somebody had been silent for long before.
 */
const SILENCE_MILLIS = 8000;

/** A turn of which words are known, though the page never heard it, ends when this long no more words came. */
const NO_WORDS_MILLIS = 3000;

/** Told what the microphone hears. */
export interface UplinkListener {
  onLevel(dbfs: number): void;
  onSpeaking(speaking: boolean): void;
  /** So much speech could not be sent in time, and is lost. */
  onAudioLost(millis: number): void;
}

/**
 * The way up: takes the microphone's audio, finds the ends of turns, and gives both to whichever source is attached, as
 * fast as that takes them. Outlives sources: what no final text covers is given to the next one again.
 */
export class SpeechUplink {
  readonly #takesPcm: boolean;
  readonly #listener: UplinkListener;
  readonly #now: () => number;
  readonly #detector = new TurnDetector();
  readonly #unfinished = new UnfinishedAudio();
  readonly #pending = new PendingTurns();
  #source: TranscriptionSource | undefined;
  #speechStartedAt: number | undefined;
  #commits = 0;
  #withoutWordsMillis = 0;
  /** Audio that went to the source since the last commit, in milliseconds. */
  #openMillis = 0;

  /** @param takesPcm whether the sources take their audio from here. */
  constructor(takesPcm: boolean, listener: UplinkListener, now: () => number) {
    this.#takesPcm = takesPcm;
    this.#listener = listener;
    this.#now = now;
  }

  /** Whether all was sent, and every final text has come. */
  get settled(): boolean {
    return this.#unfinished.allSent && !this.#pending.due;
  }

  get allSent(): boolean {
    return this.#unfinished.allSent;
  }

  /** Audio that is kept because no final text covers it, in milliseconds. */
  get keptMillis(): number {
    return this.#unfinished.keptMillis;
  }

  /** Gives everything that is kept to a new source. */
  attach(source: TranscriptionSource): void {
    this.#source = source;
    this.#openMillis = 0;
    this.#unfinished.rewind();
    this.#pending.restart(this.#unfinished.commitIds);
    this.pump();
  }

  detach(): void {
    this.#source = undefined;
  }

  /** Takes the next chunk of the microphone. @param partialItems items that have words which are not final. */
  hear(pcm: ArrayBuffer, partialItems: readonly string[]): void {
    const samples = decodePcm16(pcm);
    this.#listener.onLevel(levelDbfs(samples));
    if (this.#takesPcm) {
      const lostMillis = this.#unfinished.append(pcm);
      if (lostMillis > 0) this.#listener.onAudioLost(lostMillis);
    }
    for (const event of this.#detector.push(samples)) {
      if (event.type === 'speech_ended') this.#commit(this.#clock(event));
      else this.#speechStartedAt = this.#wallClock(event.atMillis);
      this.#listener.onSpeaking(this.#detector.speaking);
    }
    this.pump();
    if (!this.#detector.speaking) this.#stayQuiet(pcm16Millis(pcm.byteLength), partialItems);
  }

  /** Ends the open turn, if there is one: because somebody speaks, or because words of it are known. */
  endTurn(partialItems: readonly string[]): void {
    const ended = this.#detector.end();
    if (ended !== undefined) this.#commit(this.#clock(ended));
    else if (this.#pending.areWordsOpen(partialItems))
      this.#commit({ speechStartedAt: undefined, speechEndedAt: undefined });
    this.#listener.onSpeaking(false);
    this.pump();
  }

  /** Sends what waits, as far as the source takes it. */
  pump(): void {
    for (let chunk = 0; chunk < CHUNKS_AT_ONCE && this.#source?.writable === true; chunk++) {
      const entry = this.#unfinished.next();
      if (entry === undefined) return;
      if (entry.kind === 'audio') {
        this.#source.send(entry.pcm);
        this.#openMillis += pcm16Millis(entry.pcm.byteLength);
      } else {
        this.#source.commit(entry.commitId);
        this.#openMillis = 0;
      }
    }
  }

  /** New words of a turn came. */
  heardWords(): void {
    this.#withoutWordsMillis = 0;
  }

  /** The service named the item of a turn. */
  committed(itemId: string): void {
    if (this.#pending.committed(itemId) !== undefined) return;
    const turn = {
      commitId: this.#nextId('service'),
      speechStartedAt: this.#speechStartedAt,
      speechEndedAt: undefined,
    };
    this.#pending.adopt(itemId, turn);
    this.#unfinished.committedByService(turn.commitId);
    this.#openMillis = 0;
  }

  /** The text of an item is final, or will never be. */
  finished(itemId: string): PendingTurn | undefined {
    const turn = this.#pending.finished(itemId);
    if (turn !== undefined) this.#unfinished.finished(turn.commitId);
    return turn;
  }

  /** The service refused a client event. @returns whether it was the end of a turn that had too little audio. */
  refused(commitId: string | undefined): boolean {
    const wasCommit = this.#pending.refused(commitId);
    if (wasCommit && commitId !== undefined) this.#unfinished.finished(commitId);
    return wasCommit;
  }

  /** When the speech of an item began, as far as the page heard it. */
  speechStartOf(itemId: string): number | undefined {
    return this.#pending.of(itemId)?.speechStartedAt ?? this.#speechStartedAt;
  }

  #stayQuiet(millis: number, partialItems: readonly string[]): void {
    if (!this.#pending.areWordsOpen(partialItems)) {
      this.#forgetSilence();
      return;
    }
    this.#withoutWordsMillis += millis;
    if (this.#withoutWordsMillis >= NO_WORDS_MILLIS) this.endTurn(partialItems);
  }

  #forgetSilence(): void {
    this.#unfinished.forgetSilence();
    // As long as anything waits, the end of a turn may: to be overtaken by this would cost its words.
    if (this.#openMillis < SILENCE_MILLIS || !this.#unfinished.allSent || this.#source?.writable !== true) return;
    // The last second goes again: it may hold the soft beginning of a word.
    this.#source.clear();
    this.#unfinished.rewindOpenTurn();
    this.#openMillis = 0;
  }

  #commit(turn: Omit<PendingTurn, 'commitId'>): void {
    const commitId = this.#nextId('turn');
    this.#speechStartedAt = undefined;
    this.#withoutWordsMillis = 0;
    if (this.#end(commitId)) this.#pending.commit({ commitId, ...turn });
  }

  /** @returns whether there is anything to end: what a call didn't carry can't be sent again. */
  #end(commitId: string): boolean {
    if (this.#takesPcm) return this.#unfinished.commit(commitId);
    this.#source?.commit(commitId);
    return this.#source !== undefined;
  }

  #nextId(kind: string): string {
    this.#commits += 1;
    return `${kind}-${String(this.#commits)}`;
  }

  #clock({ startMillis, endMillis }: SpeechEnded): Omit<PendingTurn, 'commitId'> {
    return { speechStartedAt: this.#wallClock(startMillis), speechEndedAt: this.#wallClock(endMillis) };
  }

  /** The detector counts audio; what it heard last is now. */
  #wallClock(detectorMillis: number): number {
    return this.#now() - (this.#detector.nowMillis - detectorMillis);
  }
}
