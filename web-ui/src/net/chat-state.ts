import { type ChatLimits, type ChatServerMessage } from '../protocol/chat';
import { type Person } from '../protocol/common';

/** A message that has its place in the log, or a note of the page between two of them. */
export type ChatItem =
  | {
      readonly kind: 'message';
      /** Numbers the items in the order of their arrival. */
      readonly index: number;
      readonly id: string;
      readonly from: Person;
      readonly text: string;
      readonly at: Date;
      readonly isMine: boolean;
    }
  | { readonly kind: 'note'; readonly index: number; readonly text: string }
  /** Where this page was away; the messages that follow it were caught up. */
  | { readonly kind: 'away'; readonly index: number; readonly awayMillis: number; readonly caughtUp: number };

/** An optimistic copy: shown below the log until the server has put it there. */
export interface Draft {
  readonly id: string;
  readonly text: string;
  readonly at: Date;
  /** In words, when the server refused it for good. */
  readonly failure: string | undefined;
}

export interface ChatState {
  /** Who the server says that this page is; absent until the first welcome. */
  readonly self: Person | undefined;
  readonly limits: ChatLimits | undefined;
  /** Identities that are here, this page included. */
  readonly count: number;
  /** Some of them, by id: the server names at most 100. */
  readonly people: ReadonlyMap<string, Person>;
  readonly items: readonly ChatItem[];
  readonly drafts: readonly Draft[];
  /** The last cursor seen: what the hello after a loss asks to continue from. */
  readonly cursor: string | undefined;
  /** Ids that have their place in the log: a message that comes twice is shown once. */
  readonly placed: ReadonlySet<string>;
  /** Index of the `away` item that counts what comes, while what was missed comes in. */
  readonly catchingUpAt: number | undefined;
  readonly nextIndex: number;
}

export type ChatEvent =
  /** `awayMillis` comes with the welcome that ends a loss. */
  | { readonly kind: 'received'; readonly message: ChatServerMessage; readonly awayMillis?: number | undefined }
  | { readonly kind: 'written'; readonly draft: Draft }
  | { readonly kind: 'dropped'; readonly id: string }
  /** Nothing more of what was missed is expected. */
  | { readonly kind: 'caught_up' };

/** Items kept in the page; the oldest go first. */
export const itemsKept = 1_000;
/** Ids remembered to drop what comes twice: more than the server can replay. */
const idsKept = 5_000;

export const emptyChat: ChatState = {
  self: undefined,
  limits: undefined,
  count: 0,
  people: new Map(),
  items: [],
  drafts: [],
  cursor: undefined,
  placed: new Set(),
  catchingUpAt: undefined,
  nextIndex: 0,
};

/** What the chat is after an event. Pure. */
export function reduceChat(state: ChatState, event: ChatEvent): ChatState {
  switch (event.kind) {
    case 'written':
      return { ...state, drafts: [...state.drafts, event.draft] };
    case 'dropped':
      return { ...state, drafts: state.drafts.filter(({ id }) => id !== event.id) };
    case 'caught_up':
      return { ...state, catchingUpAt: undefined };
    case 'received':
      return receive(state, event.message, event.awayMillis);
  }
}

function receive(state: ChatState, message: ChatServerMessage, awayMillis: number | undefined): ChatState {
  switch (message.type) {
    case 'welcome':
      return welcomed(state, message, awayMillis);
    case 'gap':
      return note(state, 'Some messages are missing here: the server no longer has them');
    case 'said':
      return said(state, message);
    case 'presence': {
      const people = new Map(state.people);
      for (const person of message.joined) people.set(person.id, person);
      for (const id of message.left) people.delete(id);
      return { ...state, count: message.count, people };
    }
    case 'error':
      return refused(state, message);
  }
}

function welcomed(
  state: ChatState,
  message: ChatServerMessage & { type: 'welcome' },
  awayMillis: number | undefined,
): ChatState {
  const here: ChatState = {
    ...state,
    self: { id: message.self, name: message.name },
    limits: message.limits,
    count: message.count,
    people: new Map(message.participants.map((somebody) => [somebody.id, somebody])),
    cursor: message.cursor,
    catchingUpAt: undefined,
  };
  if (awayMillis === undefined) return here;
  return {
    ...append(here, { kind: 'away', index: here.nextIndex, awayMillis, caughtUp: 0 }),
    catchingUpAt: here.nextIndex,
  };
}

function said(state: ChatState, message: ChatServerMessage & { type: 'said' }): ChatState {
  const { id, from, text, cursor } = message;
  const drafts = state.drafts.some((draft) => draft.id === id)
    ? state.drafts.filter((draft) => draft.id !== id)
    : state.drafts;
  if (state.placed.has(id)) return { ...state, drafts };
  const item: ChatItem = {
    kind: 'message',
    index: state.nextIndex,
    id,
    from,
    text,
    at: new Date(message.at),
    isMine: from.id === state.self?.id || drafts !== state.drafts,
  };
  return {
    ...append(item.isMine ? state : countCaughtUp(state), item),
    drafts,
    cursor,
    placed: remember(state.placed, id),
  };
}

/** Marks the draft that the server refused; what may be tried again stays as it is. */
function refused(state: ChatState, error: ChatServerMessage & { type: 'error' }): ChatState {
  if (error.ref === undefined || error.retryable) return state;
  // Said already, under an identity that has ended since: the log has it.
  if (error.code === 'duplicate_id') return { ...state, drafts: state.drafts.filter(({ id }) => id !== error.ref) };
  const failure = error.message;
  return { ...state, drafts: state.drafts.map((draft) => (draft.id === error.ref ? { ...draft, failure } : draft)) };
}

function countCaughtUp(state: ChatState): ChatState {
  if (state.catchingUpAt === undefined) return state;
  const items = state.items.map((item) =>
    item.kind === 'away' && item.index === state.catchingUpAt ? { ...item, caughtUp: item.caughtUp + 1 } : item,
  );
  return { ...state, items };
}

function note(state: ChatState, text: string): ChatState {
  return append(state, { kind: 'note', index: state.nextIndex, text });
}

function append(state: ChatState, item: ChatItem): ChatState {
  const items = [...state.items, item];
  return {
    ...state,
    items: items.length > itemsKept ? items.slice(-itemsKept) : items,
    nextIndex: state.nextIndex + 1,
  };
}

function remember(placed: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(placed);
  next.add(id);
  if (next.size > idsKept) next.delete(next.values().next().value ?? id);
  return next;
}
