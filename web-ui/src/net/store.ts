/** A value that can be watched: what a component reads by `useSyncExternalStore`. */
export interface Readable<S> {
  readonly state: S;
  /** @returns a function that ends the subscription. */
  readonly subscribe: (listener: () => void) => () => void;
}

/** A value that can be watched and changed. States are immutable: a change is a new object. */
export class Store<S> implements Readable<S> {
  readonly #listeners = new Set<() => void>();
  readonly #schedule: (notify: () => void) => void;
  #state: S;
  #isScheduled = false;

  /** @param schedule runs the notification of listeners; by default at once. Changes until then are told together. */
  constructor(initial: S, schedule: (notify: () => void) => void = (notify) => notify()) {
    this.#state = initial;
    this.#schedule = schedule;
  }

  get state(): S {
    return this.#state;
  }

  /** Tells the listeners, unless nothing changed. */
  set(state: S): void {
    if (Object.is(state, this.#state)) return;
    this.#state = state;
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    this.#schedule(() => {
      this.#isScheduled = false;
      for (const listener of [...this.#listeners]) listener();
    });
  }

  update(change: (state: S) => S): void {
    this.set(change(this.#state));
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };
}
