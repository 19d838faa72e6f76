import { Check, Clock3 } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import { useFollowEnd } from '../hooks/useFollowEnd';
import { Button } from './Button';
import { cx } from './cx';
import { formatClock } from './format';
import styles from './MessageList.module.css';
import { NewBelow } from './NewBelow';

/** `sending`: an optimistic copy; `failed`: refused for good. */
export type Delivery =
  { readonly kind: 'sending' } | { readonly kind: 'delivered' } | { readonly kind: 'failed'; readonly why: string };

export type ListItem =
  | {
      readonly kind: 'message';
      readonly key: string;
      readonly who: string;
      readonly isMine: boolean;
      readonly text: string;
      readonly at: Date;
      readonly delivery: Delivery;
    }
  | { readonly kind: 'note'; readonly key: string; readonly text: string };

interface MessageListProps {
  readonly items: readonly ListItem[];
  /** How many ever came, dropped ones included. */
  readonly total: number;
  /** What to say while there are none. */
  readonly empty: ReactNode;
  /** Takes back a message that failed. */
  readonly onDrop: (key: string) => void;
}

/** Messages, oldest first. Follows the newest while it is at the end; scrolled up, it stays, and counts what came. */
export function MessageList({ items, total, empty, onDrop }: MessageListProps): ReactNode {
  const { listRef, unseen, scrollToEnd } = useFollowEnd<HTMLDivElement>(total, items);
  return (
    <div className={styles.place}>
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls has to be reached by keyboard */}
      <div ref={listRef} className={styles.log} role="log" aria-label="Messages" tabIndex={0}>
        <ul className={styles.list}>
          {items.length === 0 && <li className={styles.empty}>{empty}</li>}
          {items.map((item, index) =>
            item.kind === 'note' ? (
              <li key={item.key} className={styles.note}>
                {item.text}
              </li>
            ) : (
              <Message key={item.key} item={item} isSame={isSameSpeaker(items[index - 1], item)} onDrop={onDrop} />
            ),
          )}
        </ul>
      </div>
      <NewBelow count={unseen} onPress={scrollToEnd} />
    </div>
  );
}

type MessageItem = ListItem & { kind: 'message' };

function isSameSpeaker(before: ListItem | undefined, item: MessageItem): boolean {
  return before?.kind === 'message' && before.isMine === item.isMine && before.who === item.who;
}

interface MessageProps {
  readonly item: MessageItem;
  /** The one before is by the same person. */
  readonly isSame: boolean;
  readonly onDrop: (key: string) => void;
}

const Message = memo(
  function Message({ item, isSame, onDrop }: MessageProps): ReactNode {
    const { key, who, isMine, text, at, delivery } = item;
    return (
      <li
        className={cx(
          styles.message,
          isMine && styles.mine,
          isSame && styles.same,
          delivery.kind === 'failed' && styles.failed,
        )}
        data-delivery={delivery.kind}
      >
        {isMine ? (
          <span className="visually-hidden">You: </span>
        ) : (
          <p className={cx(styles.who, isSame && 'visually-hidden')}>{who}</p>
        )}
        <div className={styles.bubble}>
          <span className={styles.text}>{text}</span>
          <span className={styles.meta}>
            <time dateTime={at.toISOString()}>{formatClock(at)}</time>
            {isMine && delivery.kind === 'delivered' && <Check size={13} aria-label="delivered" role="img" />}
            {delivery.kind === 'sending' && (
              <>
                <Clock3 size={12} aria-hidden /> sending…
              </>
            )}
          </span>
        </div>
        {delivery.kind === 'failed' && (
          <p className={styles.failure}>
            Not sent. {delivery.why}
            <Button look="plain" onPress={() => onDrop(key)}>
              Remove
            </Button>
          </p>
        )}
      </li>
    );
  },
  (before, after) =>
    before.isSame === after.isSame &&
    before.onDrop === after.onDrop &&
    before.item.key === after.item.key &&
    before.item.text === after.item.text &&
    before.item.who === after.item.who &&
    before.item.delivery.kind === after.item.delivery.kind,
);
