import { setTimeout as delay } from 'node:timers/promises';
import { RoomClient } from './room-client';
import { within } from './waiting';

const PAUSE_MILLIS = 200;
const SETTLED_MILLIS = 20_000;

/** Two people who talk in a room, and may be at different nodes. */
class Pair {
  readonly said: string[] = [];

  constructor(readonly people: readonly [RoomClient, RoomClient]) {}

  /** What is wrong with it, in words; nothing if all is well. */
  get problems(): string[] {
    const [one, other] = this.people;
    const wrong = [...one.problems, ...other.problems];
    if (one.heard.join() !== other.heard.join()) wrong.push(`heard ${one.heard.join()} and ${other.heard.join()}`);
    for (const text of this.said) {
      const times = one.heard.filter((heard) => heard === text).length;
      if (times !== 1) wrong.push(`heard ${text} ${times} times`);
    }
    for (const [person, peer] of [
      [one, other],
      [other, one],
    ] as const) {
      const others = JSON.stringify([...person.others]);
      if (others !== JSON.stringify([[peer.self, 'here']])) wrong.push(`${person.name} sees ${others}`);
    }
    return wrong;
  }
}

/** Pairs of people in rooms, of whom each says something all the time. */
export class Rooms {
  private static spoken = 0;
  private isStopped = false;
  private running: Promise<unknown> = Promise.resolve();

  private constructor(private readonly pairs: readonly Pair[]) {}

  /** Brings them in; resolves when all have joined. */
  static async open(port: number, count: number): Promise<Rooms> {
    const pairs = Array.from({ length: count }, (_, index) => {
      const room = `room-${index}`;
      return new Pair([new RoomClient(port, `${room}-a`, room), new RoomClient(port, `${room}-b`, room)]);
    });
    for (const { people } of pairs) for (const person of people) await person.join();
    return new Rooms(pairs);
  }

  /** They begin to talk. */
  talk(): void {
    this.isStopped = false;
    this.running = Promise.all(this.pairs.flatMap((pair) => pair.people.map((person) => this.converse(pair, person))));
  }

  /** Says no more, and resolves when everything is acknowledged. */
  async stop(): Promise<void> {
    this.isStopped = true;
    await this.running;
  }

  /** What is wrong, after a while in which it may come right. */
  async problems(): Promise<string[]> {
    const wrong = (): string[] => this.pairs.flatMap((pair) => pair.problems);
    await within(SETTLED_MILLIS, () => wrong().length === 0);
    return wrong();
  }

  /** How often somebody came back. */
  get resumes(): number {
    return this.pairs.flatMap(({ people }) => people).reduce((sum, person) => sum + person.resumes, 0);
  }

  leave(): void {
    for (const { people } of this.pairs) for (const person of people) person.leave();
  }

  private async converse(pair: Pair, person: RoomClient): Promise<void> {
    while (!this.isStopped) {
      const text = `${person.name} ${Rooms.spoken++}`;
      await person.say(text);
      pair.said.push(text);
      await delay(PAUSE_MILLIS);
    }
  }
}
