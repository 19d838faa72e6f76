import { plural } from '../../components/format';
import { type ListItem } from '../../components/MessageList';
import { type ChatItem, type ChatState, type Draft } from '../../net/chat-state';

const delivered = { kind: 'delivered' } as const;
const sending = { kind: 'sending' } as const;

/** The chat as a list: the log in its order, then what waits for its place there. */
export function listItems({ items, drafts }: ChatState): ListItem[] {
  return [...items.map(ofLog), ...drafts.map(ofDraft)];
}

function ofLog(item: ChatItem): ListItem {
  switch (item.kind) {
    case 'message': {
      const { id, from, text, at, isMine } = item;
      return { kind: 'message', key: id, who: from.name, isMine, text, at, delivery: delivered };
    }
    case 'note':
      return { kind: 'note', key: `note ${String(item.index)}`, text: item.text };
    case 'away': {
      const away = `You were away for ${String(Math.max(1, Math.round(item.awayMillis / 1_000)))} s`;
      const missed = item.caughtUp === 0 ? 'nothing was missed' : `${plural(item.caughtUp, 'message')} caught up`;
      return { kind: 'note', key: `away ${String(item.index)}`, text: `${away} · ${missed}` };
    }
  }
}

function ofDraft({ id, text, at, failure }: Draft): ListItem {
  const delivery = failure === undefined ? sending : ({ kind: 'failed', why: failure } as const);
  return { kind: 'message', key: id, who: 'You', isMine: true, text, at, delivery };
}
