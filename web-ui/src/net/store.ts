/** A value that can be watched: what a component reads by `useSyncExternalStore`. */
export interface Readable<S> {
  readonly state: S;
  /** @returns a function that ends the subscription. */
  readonly subscribe: (listener: () => void) => () => void;
}

/** A value that can be watched and changed. States are immutable: a change is a new object. */
export class Store<S> implements Readable<S> {
  readonly #listeners = new Set<() => void>();
  #state: S;

  constructor(initial: S) {
    this.#state = initial;
  }

  get state(): S {
    return this.#state;
  }

  /** Tells the listeners at once, unless nothing changed. */
  set(state: S): void {
    if (Object.is(state, this.#state)) return;
    this.#state = state;
    for (const listener of [...this.#listeners]) listener();
  }

  update(change: (state: S) => S): void {
    this.set(change(this.#state));
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };
}
