import { type Message, Reconnecting } from './reconnecting';

const RETRY_MILLIS = 250;

interface Peer {
  readonly id: string;
  readonly name: string;
}

interface Pending {
  readonly message: Message;
  sent: number;
  readonly acknowledged: () => void;
}

/**
 * Somebody in the broadcast chat who writes down what a user would see, and never loses patience: what isn't acknowledged
 * is sent again under its id.
 */
export class ChatClient extends Reconnecting {
  /** The ids of all messages, in the order in which they came. */
  readonly heard: string[] = [];
  /** What must not happen, in words. */
  readonly problems: string[] = [];
  gaps = 0;
  count = 0;
  /** Answers to a `say` that said `unavailable`. */
  unavailable = 0;
  self: string | undefined;
  private resume: string | undefined;
  private cursor: string | undefined;
  private readonly known = new Set<string>();
  private readonly pending = new Map<string, Pending>();
  private readonly repeated = new Set<string>();
  private onWelcome: (() => void)[] = [];

  constructor(
    port: number,
    readonly name: string,
  ) {
    super(port, '/ws/chat');
  }

  /** Resolves at the next welcome. */
  welcome(): Promise<void> {
    return new Promise((resolve) => this.onWelcome.push(resolve));
  }

  /** Resolves when the server has acknowledged it, however many sockets that takes. */
  say(text: string): Promise<string> {
    const id = crypto.randomUUID();
    return new Promise((resolve) => {
      const pending = { message: { type: 'say', id, text }, sent: 0, acknowledged: () => resolve(id) };
      this.pending.set(id, pending);
      this.transmit(pending);
    });
  }

  /** Whether it is not in, or waits for an acknowledgement. */
  get isWaiting(): boolean {
    return !this.isIn || this.pending.size > 0;
  }

  /**
   * What it knows and waits for, in one line.
   *
   * @param all - the ids of all messages, as somebody has heard them who has heard them all
   */
  describe(all: readonly string[]): string {
    const pending = [...this.pending.values()].map(
      ({ message, sent }) => `${all.indexOf(message.id as string)} sent ${sent} times`,
    );
    return [
      `${this.name} (${this.self ?? 'nobody yet'}) ${this.state}`,
      `cursor ${this.cursor ?? 'none'}`,
      `has not heard ${ranges(all.map((id) => !this.known.has(id)))} of ${all.length}`,
      `closed by ${JSON.stringify([...this.closes])}`,
      `waits for [${pending.join(', ')}]`,
      ...this.problems,
    ].join('; ');
  }

  /** Forgets what it has heard so far, so that another scenario begins anew. */
  forget(): void {
    this.heard.length = 0;
    this.problems.length = 0;
    this.gaps = 0;
    this.unavailable = 0;
    this.longestAbsenceMillis = 0;
    this.closes.clear();
  }

  protected override hello(): Message {
    return { type: 'hello', name: this.name, resume: this.resume, after: this.cursor };
  }

  protected override refused(code: number): void {
    this.problems.push(`closed for good with ${code}`);
  }

  protected override receive(message: Message): void {
    switch (message.type) {
      case 'welcome':
        this.welcomed(message);
        break;
      case 'gap':
        this.gaps++;
        break;
      case 'said':
        this.said(message);
        break;
      case 'presence':
        this.count = message.count as number;
        break;
      case 'error':
        this.failed(message);
        break;
    }
  }

  private welcomed(message: Message): void {
    const self = message.self as string;
    if (this.self !== undefined && (self !== this.self || message.resumed !== true)) {
      this.problems.push(`came back as ${self}, not as ${this.self}`);
    }
    this.self = self;
    this.resume = message.resume as string;
    this.count = message.count as number;
    this.cursor = message.cursor as string;
    this.arrived();
    for (const pending of this.pending.values()) this.transmit(pending);
    for (const resolve of this.onWelcome.splice(0)) resolve();
  }

  private said(message: Message): void {
    const id = message.id as string;
    const isMine = (message.from as Peer).id === this.self;
    if (this.known.has(id)) {
      // The answer to a message that was sent twice is the one `said` that may come again.
      if (!isMine || !this.repeated.has(id)) this.problems.push(`heard ${id} twice`);
    } else {
      this.known.add(id);
      this.heard.push(id);
      this.cursor = message.cursor as string;
    }
    const pending = isMine ? this.pending.get(id) : undefined;
    this.pending.delete(id);
    pending?.acknowledged();
  }

  private failed(message: Message): void {
    const pending = this.pending.get(message.ref as string);
    if (message.code === 'unavailable') this.unavailable++;
    if (pending === undefined) return;
    if (message.retryable === true) setTimeout(() => this.transmit(pending), RETRY_MILLIS);
    else this.problems.push(`${message.code as string} for ${message.ref as string}`);
  }

  private transmit(pending: Pending): void {
    const id = pending.message.id as string;
    if (!this.pending.has(id) || this.self === undefined) return;
    if (pending.sent > 0) this.repeated.add(id);
    pending.sent++;
    this.send(pending.message);
  }
}

/** Where the truth lies, as `3-5 9-9`. */
function ranges(truths: readonly boolean[]): string {
  const found: string[] = [];
  for (let from = truths.indexOf(true); from >= 0;) {
    const end = truths.indexOf(false, from);
    found.push(`${from}-${(end < 0 ? truths.length : end) - 1}`);
    from = end < 0 ? -1 : truths.indexOf(true, end);
  }
  return found.join(' ') || 'nothing';
}
