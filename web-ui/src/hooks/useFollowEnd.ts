import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';

/** How near to its end, in pixels, a list still counts as being at its end. */
const nearEndPixels = 40;

interface FollowEnd<E extends HTMLElement> {
  readonly listRef: RefObject<E | null>;
  /** How many came while the list was scrolled up. */
  readonly unseen: number;
  readonly scrollToEnd: () => void;
}

/**
 * Keeps a scrolling list at its end while it is there, leaves it alone once someone has scrolled up, and counts what they
 * have not seen.
 *
 * @param total a number that grows by one with each new item, whether or not old ones are dropped
 * @param version changes whenever the list's height may have
 */
export function useFollowEnd<E extends HTMLElement>(total: number, version: unknown): FollowEnd<E> {
  const listRef = useRef<E>(null);
  const isEmpty = total === 0;
  const [isAtEnd, setAtEnd] = useState(true);
  const [seen, setSeen] = useState(total);
  if (isAtEnd && seen !== total) setSeen(total);

  useEffect(() => {
    const list = listRef.current;
    if (list === null) return undefined;
    const onScroll = (): void => setAtEnd(list.scrollHeight - list.scrollTop - list.clientHeight <= nearEndPixels);
    list.addEventListener('scroll', onScroll, { passive: true });
    return () => list.removeEventListener('scroll', onScroll);
  }, [isEmpty]);

  useLayoutEffect(() => {
    const list = listRef.current;
    if (isAtEnd && list !== null) list.scrollTop = list.scrollHeight;
  }, [isAtEnd, total, version]);

  useEffect(() => {
    const list = listRef.current;
    if (list === null || typeof ResizeObserver === 'undefined') return undefined;
    const observer = new ResizeObserver(() => {
      if (isAtEnd) list.scrollTop = list.scrollHeight;
    });
    observer.observe(list);
    return () => observer.disconnect();
  }, [isAtEnd]);

  const scrollToEnd = useCallback(() => {
    setAtEnd(true);
    const list = listRef.current;
    if (list !== null) list.scrollTop = list.scrollHeight;
  }, []);

  return { listRef, unseen: isAtEnd ? 0 : Math.max(0, total - seen), scrollToEnd };
}
