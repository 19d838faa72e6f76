import { type Way } from './link';

/** Chooses the way of each try, by what became of those before. */
export interface Ways {
  /** The way of the next try. */
  next(): Way;
  welcomed(way: Way): void;
  /**
   * A try ended before its welcome.
   *
   * @param wasHeard whether the server had said anything: then this way does lead to it
   * @returns whether another way is to be tried at once
   */
  failed(way: Way, wasHeard: boolean): boolean;
  /** A way that is better than the one in use, and when to try it beside that one. */
  better(inUse: Way): { readonly way: Way; readonly afterMillis: number } | undefined;
}

/** There is no choice. */
export function onlyWay(way: Way): Ways {
  return { next: () => way, welcomed: () => undefined, failed: () => false, better: () => undefined };
}

/** A way that has worked on this page may fail so often in a row before it is taken for barred: servers restart, too. */
const failuresForgiven = 2;
const firstReturnMillis = 30_000;
const lastReturnMillis = 480_000;

/**
 * A WebSocket where one can be had, and HTTP where a proxy lets none through: it refuses the upgrade, or accepts it and
 * passes nothing. From HTTP back to the WebSocket is tried again and again, less and less often.
 */
export class SocketOrHttp implements Ways {
  readonly #socket: Way;
  readonly #http: Way;
  #usesHttp = false;
  #socketHasWorked = false;
  /** Tries in a row in which nothing came over a WebSocket. */
  #silences = 0;
  #returnMillis = firstReturnMillis;

  constructor(socket: Way, http: Way) {
    this.#socket = socket;
    this.#http = http;
  }

  next(): Way {
    return this.#usesHttp ? this.#http : this.#socket;
  }

  welcomed(way: Way): void {
    this.#usesHttp = way === this.#http;
    if (this.#usesHttp) return;
    this.#socketHasWorked = true;
    this.#silences = 0;
    this.#returnMillis = firstReturnMillis;
  }

  failed(way: Way, wasHeard: boolean): boolean {
    if (way === this.#http) {
      // Then it is not the WebSocket's fault.
      this.#usesHttp = false;
      this.#silences = 0;
      return false;
    }
    if (this.#usesHttp) {
      this.#returnMillis = Math.min(lastReturnMillis, 2 * this.#returnMillis);
      return false;
    }
    this.#silences = wasHeard ? 0 : this.#silences + 1;
    if (this.#silences <= (this.#socketHasWorked ? failuresForgiven : 0)) return false;
    this.#usesHttp = !wasHeard;
    return this.#usesHttp;
  }

  better(inUse: Way): { readonly way: Way; readonly afterMillis: number } | undefined {
    return inUse === this.#http ? { way: this.#socket, afterMillis: this.#returnMillis } : undefined;
  }
}
