import { type Message, Reconnecting } from './reconnecting';

interface Numbered {
  readonly id: string;
  readonly name: string;
}

/** Somebody in a room, who checks each number, and sends again what isn't acknowledged. */
export class RoomClient extends Reconnecting {
  /** The texts of all messages in the room, in the order in which they came. */
  readonly heard: string[] = [];
  readonly problems: string[] = [];
  /** The others who are in the room, as far as this one was told, and whether they are away. */
  readonly others = new Map<string, 'here' | 'away'>();
  resumes = 0;
  self: string | undefined;
  private resume: string | undefined;
  private seq = 0;
  private readonly pending = new Map<string, { readonly message: Message; readonly done: () => void }>();

  constructor(
    port: number,
    readonly name: string,
    private readonly room: string,
  ) {
    super(port, '/ws/rooms');
  }

  /** Joins the room; resolves when it has. */
  join(): Promise<void> {
    return new Promise((done) => {
      const id = crypto.randomUUID();
      this.pending.set(id, { message: { type: 'join', id, kind: 'chat', room: this.room }, done });
      this.connect();
    });
  }

  /** Resolves when the server has acknowledged it. */
  say(text: string): Promise<void> {
    return new Promise((done) => {
      const id = crypto.randomUUID();
      const message = { type: 'message', id, text };
      this.pending.set(id, { message, done });
      this.send(message);
    });
  }

  protected override hello(): Message {
    const resume = this.resume === undefined ? {} : { resume: this.resume, after: this.seq };
    return { type: 'hello', name: this.name, ...resume };
  }

  protected override refused(code: number): void {
    this.problems.push(`closed for good with ${code}`);
  }

  protected override receive(message: Message): void {
    if (typeof message.seq === 'number' && !this.isNext(message)) return;
    switch (message.type) {
      case 'welcome':
        this.welcomed(message);
        break;
      case 'joined':
        this.joined(message);
        break;
      case 'peer_joined':
      case 'peer_back':
        this.others.set((message.peer as Numbered).id, 'here');
        break;
      case 'peer_away':
        this.others.set((message.peer as Numbered).id, 'away');
        break;
      case 'peer_left':
        this.others.delete((message.peer as Numbered).id);
        break;
      case 'message':
        this.heard.push(message.text as string);
        break;
      case 'ack':
        this.settle(message.ref as string);
        break;
      case 'error':
        this.failed(message);
        break;
    }
  }

  /** The first message of a session has number 1, each further one the next. */
  private isNext(message: Message): boolean {
    const seq = message.seq as number;
    const isNewSession = message.type === 'welcome' && seq === 1;
    if (!isNewSession && seq !== this.seq + 1) this.problems.push(`${message.type} ${seq} came after ${this.seq}`);
    const isNew = isNewSession || seq > this.seq;
    this.seq = isNew ? seq : this.seq;
    return isNew;
  }

  private welcomed(message: Message): void {
    if (this.self !== undefined) {
      this.resumes++;
      if (message.resumed !== true || message.self !== this.self) this.problems.push('came back as somebody else');
    }
    this.self = message.self as string;
    this.resume = message.resume as string;
    this.arrived();
    for (const { message: unanswered } of this.pending.values()) this.send(unanswered);
  }

  private joined(message: Message): void {
    this.others.clear();
    for (const peer of message.peers as { id: string; away: boolean }[]) {
      this.others.set(peer.id, peer.away ? 'away' : 'here');
    }
    if (typeof message.ref === 'string') this.settle(message.ref);
  }

  private failed(message: Message): void {
    const pending = this.pending.get(message.ref as string);
    if (pending !== undefined && message.retryable === true) setTimeout(() => this.send(pending.message), 250);
    else this.problems.push(`${message.code as string}: ${message.message as string}`);
  }

  private settle(id: string): void {
    const pending = this.pending.get(id);
    this.pending.delete(id);
    pending?.done();
  }
}
