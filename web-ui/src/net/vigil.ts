import { type SocketEnvironment } from './environment';

/** Why a connection that looks open may be none any more. */
export type Suspicion =
  /** Timers stood still for long: the computer slept, or the browser froze the page. */
  | 'slept'
  /** The network came or went. */
  | 'network'
  /** Somebody looks at the page again, and nothing has come since before. */
  | 'shown'
  /** Nothing has come for long. */
  | 'quiet';

const tickMillis = 5_000;
/** Browsers let timers of hidden pages fire once a minute: only more than that is sleep. */
const sleptMillis = 90_000;
/** A page that is shown again asks only if nothing has come for so long. */
const recentMillis = 15_000;

export type VigilEnvironment = Pick<SocketEnvironment, 'now' | 'network' | 'page'>;

/** Watches for signs that a connection is dead though nobody has closed it: networks vanish without saying so. */
export class Vigil {
  readonly #environment: VigilEnvironment;
  readonly #onSuspicion: (suspicion: Suspicion) => void;
  readonly #quietMillis: number;
  #timer: ReturnType<typeof setInterval> | undefined;
  #tickedAt = 0;
  #heardAt = 0;

  /** @param quietMillis without a {@link heard} after which it becomes suspicious, again and again; Infinity: never */
  constructor(environment: VigilEnvironment, onSuspicion: (suspicion: Suspicion) => void, quietMillis: number) {
    this.#environment = environment;
    this.#onSuspicion = onSuspicion;
    this.#quietMillis = quietMillis;
  }

  /** Begins; does nothing if it has. */
  start(): void {
    if (this.#timer !== undefined) return;
    const { network, page, now } = this.#environment;
    this.#tickedAt = this.#heardAt = now();
    this.#timer = setInterval(() => this.#tick(), tickMillis);
    network.addEventListener('online', this.#networkChanged);
    network.addEventListener('offline', this.#networkChanged);
    page.addEventListener('visibilitychange', this.#visibilityChanged);
  }

  stop(): void {
    const { network, page } = this.#environment;
    clearInterval(this.#timer);
    this.#timer = undefined;
    network.removeEventListener('online', this.#networkChanged);
    network.removeEventListener('offline', this.#networkChanged);
    page.removeEventListener('visibilitychange', this.#visibilityChanged);
  }

  /** Something came: the connection was alive just now. */
  heard(): void {
    this.#heardAt = this.#environment.now();
  }

  readonly #networkChanged = (): void => {
    if (!this.#hasSlept()) this.#onSuspicion('network');
  };

  readonly #visibilityChanged = (): void => {
    if (this.#environment.page.visibilityState !== 'visible' || this.#hasSlept()) return;
    if (this.#environment.now() - this.#heardAt >= recentMillis) this.#onSuspicion('shown');
  };

  #tick(): void {
    if (this.#hasSlept() || this.#environment.now() - this.#heardAt < this.#quietMillis) return;
    this.heard();
    this.#onSuspicion('quiet');
  }

  /** Whatever comes first after a sleep finds it: a timer, the network, or somebody who looks. */
  #hasSlept(): boolean {
    const now = this.#environment.now();
    const slept = now - this.#tickedAt > sleptMillis;
    this.#tickedAt = now;
    if (slept) this.#onSuspicion('slept');
    return slept;
  }
}
