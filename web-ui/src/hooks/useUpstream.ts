import { useEffect, useState } from 'react';
import { fetchUpstream, type UpstreamInfo } from '../net/upstream';

export type UpstreamState =
  | { readonly kind: 'asking' }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'known'; readonly info: UpstreamInfo };

const askAgainMillis = { ready: 60_000, notReady: 3_000 };

/** What tabs 4 to 6 transcribe with; asks again now and then, and soon while it isn't ready. */
export function useUpstream(): UpstreamState {
  const [state, setState] = useState<UpstreamState>({ kind: 'asking' });

  useEffect(() => {
    const abort = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async (): Promise<void> => {
      let isReady = false;
      try {
        const info = await fetchUpstream(abort.signal);
        isReady = info.ready;
        setState({ kind: 'known', info });
      } catch {
        if (abort.signal.aborted) return;
        setState({ kind: 'unreachable' });
      }
      timer = setTimeout(() => void ask(), isReady ? askAgainMillis.ready : askAgainMillis.notReady);
    };
    void ask();
    return () => {
      abort.abort();
      clearTimeout(timer);
    };
  }, []);

  return state;
}
