import { type WireTap } from '../wire/wire-log';
import { BackOff } from './back-off';
import { adviceFor, type CloseAdvice, type CloseReason, reasonFor, sleptReason } from './close-codes';
import { Conversation, type Dialect } from './conversation';
import { type SocketEnvironment } from './environment';
import { type Way, type WayKind } from './link';
import { type Readable, Store } from './store';
import { type Suspicion, Vigil } from './vigil';
import { type Ways } from './ways';

export type ConnectionState =
  /** Opening a link, or waiting for the server's welcome. `lost` says why, when it was open before. */
  | { readonly kind: 'connecting'; readonly lost: CloseReason | undefined }
  | { readonly kind: 'open'; readonly over: WayKind }
  /** Will try again by itself at `retryAt` (milliseconds since the epoch). */
  | { readonly kind: 'waiting'; readonly lost: CloseReason; readonly retryAt: number }
  /** The server told the page to stay away. */
  | { readonly kind: 'refused'; readonly reason: CloseReason }
  /** Not begun, or ended by this page. */
  | { readonly kind: 'closed' };

export interface JsonSocketOptions<In, Out> {
  readonly ways: Ways;
  readonly dialect: Dialect<In, Out>;
  /** For remarks on what becomes of the connection; its frames are shown by the tap of their way. */
  readonly tap: WireTap;
  /** Gets each message, the welcome included, in the order of arrival. */
  readonly onMessage: (message: In) => void;
  readonly environment: SocketEnvironment;
}

/** A link that was open for so long counts as having worked: the next loss begins with a short wait. */
const provenAfterMillis = 5_000;
/** A suspicious link that says nothing for so long after it was asked is dead. */
const proofWithinMillis = 5_000;
/** To ask costs a message where the protocol has one for it, … */
const quietMillis = 60_000;
/** … and a fresh link where it hasn't. */
const quietWithoutProbeMillis = 300_000;

/**
 * A connection that carries JSON messages and comes back by itself: it says hello, waits for the welcome, and after a loss
 * tries again, sooner at first and later then, unless the close code says not to. It notices by itself when its link is
 * dead, and moves to a better way without a break. What is sent while it isn't open is not kept here: its owner knows what
 * is worth sending again.
 */
export class JsonSocket<In, Out> {
  readonly #options: JsonSocketOptions<In, Out>;
  readonly #connection = new Store<ConnectionState>({ kind: 'closed' });
  readonly #backOff: BackOff;
  readonly #vigil: Vigil;
  #current: Conversation<In, Out> | undefined;
  /** Begun beside the current one, which it replaces once it is welcomed; `isProof`: by failing it says that all is lost. */
  #next: { readonly talk: Conversation<In, Out>; readonly isProof: boolean } | undefined;
  #openSince: number | undefined;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  #betterTimer: ReturnType<typeof setTimeout> | undefined;
  #proofTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: JsonSocketOptions<In, Out>) {
    this.#options = options;
    const { environment, dialect } = options;
    this.#backOff = new BackOff({ random: environment.random });
    const mayBeQuiet = dialect.probe === undefined ? quietWithoutProbeMillis : quietMillis;
    this.#vigil = new Vigil(environment, (suspicion) => this.#suspect(suspicion), mayBeQuiet);
  }

  get connection(): Readable<ConnectionState> {
    return this.#connection;
  }

  get isOpen(): boolean {
    return this.#connection.state.kind === 'open';
  }

  /** Begins, or begins again after {@link close} or a refusal. Does nothing while it is under way. */
  connect(): void {
    const { kind } = this.#connection.state;
    if (kind !== 'closed' && kind !== 'refused') return;
    this.#vigil.start();
    this.#backOff.reset();
    this.#open(undefined);
  }

  /** Cuts a wait short. */
  retryNow(): void {
    const { state } = this.#connection;
    if (state.kind === 'waiting') this.#open(state.lost);
  }

  /** @returns whether the message went out; false while the connection isn't open. */
  send(message: Out): boolean {
    if (!this.isOpen) return false;
    this.#current?.write(message);
    return true;
  }

  /**
   * Gives this link up and opens another at once: it looks open but doesn't answer, or the hello has changed. To the
   * server the page is away, not gone.
   */
  reopen(reason: CloseReason = reasonFor(1_006)): void {
    const { kind } = this.#connection.state;
    if (kind === 'closed' || kind === 'refused') return;
    this.#drop(4_000, 'again');
    this.#open(reason);
  }

  /** Ends the session: to the server the page has left. */
  close(): void {
    this.#vigil.stop();
    this.#drop(1_000, '');
    this.#connection.set({ kind: 'closed' });
  }

  #open(lost: CloseReason | undefined): void {
    this.#stopTimers();
    this.#connection.set({ kind: 'connecting', lost });
    this.#current = this.#converse(this.#options.ways.next());
  }

  #converse(way: Way): Conversation<In, Out> {
    const talk = new Conversation<In, Out>(way, this.#options.dialect, {
      onMessage: (message) => this.#receive(talk, message),
      onEnd: (code) => this.#ended(talk, code),
    });
    return talk;
  }

  #receive(talk: Conversation<In, Out>, message: In): void {
    const isWelcome = this.#options.dialect.isWelcome(message);
    if (talk === this.#next?.talk) {
      // Until it is welcomed, what is wrong with it concerns nobody.
      if (!isWelcome) return;
      this.#current?.drop(4_000, 'moved');
      this.#current = talk;
      this.#next = undefined;
    }
    this.#vigil.heard();
    this.#settleProof();
    if (isWelcome) this.#welcomed(talk.way);
    this.#options.onMessage(message);
  }

  #welcomed(way: Way): void {
    const { ways, environment } = this.#options;
    this.#openSince = environment.now();
    ways.welcomed(way);
    this.#connection.set({ kind: 'open', over: way.kind });
    this.#planBetter(way);
  }

  #planBetter(inUse: Way): void {
    clearTimeout(this.#betterTimer);
    const better = this.#options.ways.better(inUse);
    if (better !== undefined) this.#betterTimer = setTimeout(() => this.#begin(better.way, false), better.afterMillis);
  }

  #begin(way: Way, isProof: boolean): void {
    if (this.#next === undefined) this.#next = { talk: this.#converse(way), isProof };
  }

  #suspect(suspicion: Suspicion): void {
    if (suspicion === 'network' || suspicion === 'slept') this.retryNow();
    if (!this.isOpen) return;
    if (suspicion === 'slept') {
      this.#options.tap.remark('This computer was asleep, and what was open has ended meanwhile: open it again.');
      this.reopen(sleptReason);
    } else if (suspicion === 'network' && this.#better !== undefined) this.#begin(this.#better, false);
    else this.#prove();
  }

  /** Another network may let through what the one before did not. */
  get #better(): Way | undefined {
    return this.#current === undefined ? undefined : this.#options.ways.better(this.#current.way)?.way;
  }

  /** Finds out whether the link is alive: whatever the server says next proves it. */
  #prove(): void {
    if (this.#current === undefined || this.#proofTimer !== undefined) return;
    const probe = this.#options.dialect.probe?.();
    if (probe === undefined) {
      this.#begin(this.#current.way, true);
      return;
    }
    this.send(probe);
    this.#proofTimer = setTimeout(() => this.reopen(), proofWithinMillis);
  }

  #settleProof(): void {
    clearTimeout(this.#proofTimer);
    this.#proofTimer = undefined;
  }

  #ended(talk: Conversation<In, Out>, code: number): void {
    if (talk === this.#next?.talk) {
      this.#nextFailed(talk, this.#next.isProof);
      return;
    }
    if (this.#next === undefined) {
      this.#lost(talk, code);
      return;
    }
    // Most likely the next one has taken over, and its welcome is on the way.
    this.#current = this.#next.talk;
    this.#next = undefined;
    this.#stopTimers();
    this.#connection.set({ kind: 'connecting', lost: undefined });
  }

  #nextFailed(talk: Conversation<In, Out>, isProof: boolean): void {
    const current = this.#current;
    this.#next = undefined;
    if (current === undefined) return;
    if (!isProof) {
      this.#options.ways.failed(talk.way, talk.frames > 0);
      this.#planBetter(current.way);
    } else if (talk.frames === 0) {
      current.drop(4_000, 'silent');
      this.#lost(current, 1_006);
    }
  }

  #lost(talk: Conversation<In, Out>, code: number): void {
    const { ways, tap, environment } = this.#options;
    const before = this.#connection.state;
    this.#current = undefined;
    this.#stopTimers();
    if (before.kind === 'connecting' && code === 1_006 && ways.failed(talk.way, talk.frames > 0)) {
      tap.remark('No WebSocket gets through from here: over HTTP instead.');
      this.#open(before.lost);
      return;
    }
    const reason = reasonFor(code);
    const advice = adviceFor(code);
    if (advice.kind === 'stay_away') {
      tap.remark(`Closed with ${String(code)}: ${reason.words} The page does not come back by itself.`);
      this.#vigil.stop();
      this.#connection.set({ kind: 'refused', reason });
      return;
    }
    const now = environment.now();
    if (this.#openSince !== undefined && now - this.#openSince >= provenAfterMillis) this.#backOff.reset();
    this.#openSince = undefined;
    const waitMillis = this.#waitMillis(advice);
    tap.remark(`Closed with ${String(code)}: ${reason.words} Next try in ${seconds(waitMillis)}.`);
    this.#connection.set({ kind: 'waiting', lost: reason, retryAt: now + waitMillis });
    this.#retryTimer = setTimeout(() => this.#open(reason), waitMillis);
  }

  #waitMillis(advice: Exclude<CloseAdvice, { kind: 'stay_away' }>): number {
    const isFirst = this.#backOff.tries === 0;
    const backOffMillis = this.#backOff.nextMillis();
    if (advice.kind === 'come_back') return advice.atLeastMillis + backOffMillis;
    return isFirst ? Math.round(this.#options.environment.random() * advice.withinMillis) : backOffMillis;
  }

  /** Lets go of every link without hearing its close. */
  #drop(code: number, reason: string): void {
    this.#stopTimers();
    this.#next?.talk.drop(code, reason);
    this.#next = undefined;
    const talk = this.#current;
    this.#current = undefined;
    talk?.drop(code, reason);
  }

  #stopTimers(): void {
    clearTimeout(this.#retryTimer);
    clearTimeout(this.#betterTimer);
    this.#settleProof();
  }
}

function seconds(millis: number): string {
  return `${(millis / 1_000).toFixed(1)} s`;
}
