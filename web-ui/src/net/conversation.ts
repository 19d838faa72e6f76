import { type Decoded } from '../protocol/decoding';
import { type WireDetail } from '../wire/wire-log';
import { type Link, type Way } from './link';

/** What a door's protocol tells those who speak it. */
export interface Dialect<In, Out> {
  /** The first message of each new link; it carries whatever resumes the session. */
  hello(): Out;
  decode(frame: string): Decoded<In>;
  /** The message that says that the server has taken the hello. */
  isWelcome(message: In): boolean;
  /** A message that changes nothing and is answered at once: whether the server is still there. Not always possible. */
  probe?(): Out | undefined;
  /** What the wire view says about a message. */
  explain?(message: In | Out): string | WireDetail | undefined;
}

export interface ConversationListener<In> {
  onMessage(message: In): void;
  /** The link is gone; 1006 also when no welcome came in time. Not after {@link Conversation.drop}. */
  onEnd(code: number): void;
}

/** What is said over one link: a hello as soon as it is open, a welcome in time, then messages both ways. */
export class Conversation<In, Out> {
  readonly way: Way;
  readonly #dialect: Dialect<In, Out>;
  readonly #listener: ConversationListener<In>;
  readonly #link: Link;
  readonly #patience: ReturnType<typeof setTimeout>;
  #frames = 0;
  #isOver = false;

  constructor(way: Way, dialect: Dialect<In, Out>, listener: ConversationListener<In>) {
    this.way = way;
    this.#dialect = dialect;
    this.#listener = listener;
    this.#patience = setTimeout(() => {
      this.drop(4_000, 'no welcome');
      listener.onEnd(1_006);
    }, way.welcomeWithinMillis);
    this.#link = way.open({
      onOpen: () => this.write(dialect.hello()),
      onFrame: (frame) => this.#receive(frame),
      onClose: (code) => this.#ended(code),
    });
  }

  /** Frames that came: none says that nothing passes, or nothing any more. */
  get frames(): number {
    return this.#frames;
  }

  write(message: Out): void {
    const shown = this.#link.send(JSON.stringify(message));
    this.way.tap.record('up', shown, this.#dialect.explain?.(message));
  }

  /** Lets go of the link without hearing its close. */
  drop(code: number, reason: string): void {
    this.#isOver = true;
    clearTimeout(this.#patience);
    this.#link.close(code, reason);
  }

  #receive(frame: string): void {
    if (this.#isOver) return;
    this.#frames += 1;
    const { tap } = this.way;
    const decoded = this.#dialect.decode(frame);
    switch (decoded.kind) {
      case 'bad':
        tap.record('down', frame, `Not understood: ${decoded.problem}.`);
        return;
      case 'unknown':
        tap.record('down', frame, 'A type that this page does not know; it is left alone.');
        return;
      case 'message': {
        const { message } = decoded;
        tap.record('down', frame, this.#dialect.explain?.(message));
        if (this.#dialect.isWelcome(message)) clearTimeout(this.#patience);
        this.#listener.onMessage(message);
      }
    }
  }

  #ended(code: number): void {
    if (this.#isOver) return;
    this.#isOver = true;
    clearTimeout(this.#patience);
    this.#listener.onEnd(code);
  }
}
