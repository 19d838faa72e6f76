/** A turn whose final text is due. Times are milliseconds since the epoch, `undefined` where nobody was heard. */
export interface PendingTurn {
  readonly commitId: string;
  readonly speechStartedAt: number | undefined;
  /** Before the hang-over. */
  readonly speechEndedAt: number | undefined;
}

/**
 * Tells which item answers which commit. A service answers commits in their order, but may finish items in any, and may
 * commit by itself.
 */
export class PendingTurns {
  /** Committed by the page; the service hasn't said as which item. Oldest first. */
  #unanswered: PendingTurn[] = [];
  readonly #byItem = new Map<string, PendingTurn>();
  /** Whether the service tells `committed` at all; not every compatible server does. */
  #namesItems = false;

  /** Whether a final text is still due. */
  get due(): boolean {
    return this.#unanswered.length > 0 || this.#byItem.size > 0;
  }

  commit(turn: PendingTurn): void {
    this.#unanswered.push(turn);
  }

  /** The service names the item of the oldest commit. @returns that commit; `undefined`: the service did it by itself. */
  committed(itemId: string): PendingTurn | undefined {
    this.#namesItems = true;
    const turn = this.#unanswered.shift();
    if (turn !== undefined) this.#byItem.set(itemId, turn);
    return turn;
  }

  /** Counts a turn that the service committed by itself. */
  adopt(itemId: string, turn: PendingTurn): void {
    this.#byItem.set(itemId, turn);
  }

  /** The turn of an item; of one that wasn't named yet, the oldest without a name. */
  of(itemId: string): PendingTurn | undefined {
    return this.#byItem.get(itemId) ?? this.#unanswered[0];
  }

  /** Whether one of these items, which have words, belongs to a turn that nobody has committed yet. */
  areWordsOpen(itemIds: readonly string[]): boolean {
    return itemIds.filter((itemId) => !this.#byItem.has(itemId)).length > this.#unanswered.length;
  }

  /** The text of an item is final, or will never be. @returns its turn. */
  finished(itemId: string): PendingTurn | undefined {
    const turn = this.#namesItems ? this.#byItem.get(itemId) : this.#unanswered.shift();
    this.#byItem.delete(itemId);
    return turn;
  }

  /** The service refuses a commit, because there was too little audio. @returns whether it was one of these. */
  refused(commitId: string | undefined): boolean {
    const before = this.#unanswered.length;
    this.#unanswered = this.#unanswered.filter((turn) => turn.commitId !== commitId);
    return this.#unanswered.length < before;
  }

  /** After a loss nothing is answered; these turns are sent again, in this order, the others never come. */
  restart(commitIds: readonly string[]): void {
    const turns = [...this.#byItem.values(), ...this.#unanswered];
    this.#byItem.clear();
    this.#unanswered = commitIds.flatMap((commitId) => turns.find((turn) => turn.commitId === commitId) ?? []);
  }
}
