import { type ChatClient } from './chat-client';
import { within } from './waiting';

/** How a scenario went. Everything from `lost` on should be zero. */
export interface Verdict {
  readonly clients: number;
  readonly acknowledged: number;
  readonly deliveries: number;
  readonly longestAbsenceMillis: number;
  /** Pairs of an acknowledged message and a client that has never heard it. */
  readonly lost: number;
  /** Clients that heard messages in another order than the first client. */
  readonly disordered: number;
  readonly gaps: number;
  /** Identities that are counted as present and aren't there, or the other way round. */
  readonly ghosts: number;
  /** Messages heard twice, identities not got back, refusals that nobody may get. */
  readonly problems: readonly string[];
}

const DELIVERY_MILLIS = 20_000;
const PRESENCE_MILLIS = 20_000;

/** Waits until all is delivered and told, or too much time has passed, and judges. */
export async function judge(clients: readonly ChatClient[], acknowledged: readonly string[]): Promise<Verdict> {
  await within(DELIVERY_MILLIS, () => clients.every((client) => client.heard.length >= acknowledged.length));
  await within(PRESENCE_MILLIS, () => clients.every((client) => client.count === clients.length));
  const reference = (clients[0]?.heard ?? []).join();
  return {
    clients: clients.length,
    acknowledged: acknowledged.length,
    deliveries: sum(clients, (client) => client.heard.length),
    longestAbsenceMillis: Math.round(Math.max(...clients.map((client) => client.longestAbsenceMillis))),
    lost: sum(clients, (client) => missing(acknowledged, client.heard)),
    disordered: clients.filter((client) => client.heard.join() !== reference).length,
    gaps: sum(clients, (client) => client.gaps),
    ghosts: Math.max(...clients.map((client) => Math.abs(client.count - clients.length))),
    problems: clients.flatMap((client) => client.problems.map((problem) => `${client.name}: ${problem}`)),
  };
}

/** What every scenario expects that loses nothing. */
export const FLAWLESS = { lost: 0, disordered: 0, gaps: 0, ghosts: 0, problems: [] } as const;

function missing(acknowledged: readonly string[], heard: readonly string[]): number {
  const known = new Set(heard);
  return acknowledged.filter((id) => !known.has(id)).length;
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
