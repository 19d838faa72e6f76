import { type ReactNode } from 'react';
import { useCountdown } from '../hooks/useCountdown';
import { type ConnectionState } from '../net/json-socket';
import { Banner } from './Banner';
import { Button } from './Button';

interface ConnectionBannerProps {
  readonly connection: ConnectionState;
  readonly onRetry: () => void;
  /** What still works meanwhile, in one sentence. */
  readonly meanwhile?: string;
}

/** Says why the server can't be reached, when the next try is, and offers to try now; nothing while all is well. */
export function ConnectionBanner({ connection, onRetry, meanwhile }: ConnectionBannerProps): ReactNode {
  switch (connection.kind) {
    case 'waiting':
      return (
        <Banner tone="wait" title={connection.lost.words} actions={<Button onPress={onRetry}>Try now</Button>}>
          <Countdown at={connection.retryAt} /> {meanwhile}
        </Banner>
      );
    case 'connecting':
      if (connection.lost === undefined) return null;
      return (
        <Banner tone="wait" title={connection.lost.words}>
          Reconnecting… {meanwhile}
        </Banner>
      );
    case 'refused':
      return (
        <Banner tone="bad" title={connection.reason.words} actions={<Button onPress={onRetry}>Connect again</Button>}>
          {meanwhile}
        </Banner>
      );
    case 'open':
    case 'closed':
      return null;
  }
}

/** The seconds are for the eye: a reader of the page hears the sentence once, not each second. */
function Countdown({ at }: { readonly at: number }): ReactNode {
  const seconds = useCountdown(at);
  return (
    <>
      Reconnecting<span aria-hidden="true"> in {seconds} s</span>.
    </>
  );
}
