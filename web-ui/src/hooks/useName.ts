import { useCallback, useState } from 'react';

const storageKey = 'parley.name';

function storedName(): string | undefined {
  try {
    return sessionStorage.getItem(storageKey) ?? undefined;
  } catch {
    return undefined; // a browser may refuse storage; the name then lasts as long as the tab
  }
}

/** The name that was chosen in this window, if any: one window is one person. */
export function useName(): readonly [string | undefined, (name: string) => void] {
  const [name, setName] = useState(storedName);
  const choose = useCallback((next: string) => {
    setName(next);
    try {
      sessionStorage.setItem(storageKey, next);
    } catch {
      // see storedName
    }
  }, []);
  return [name, choose];
}
