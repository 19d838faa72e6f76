import { type ReactNode } from 'react';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { type MediaFailure } from '../../webrtc/local-media';

interface MediaBannerProps {
  readonly failure: MediaFailure;
  /** Whether a camera was asked for, too. */
  readonly withCamera: boolean;
  readonly onRetry: (withCamera: boolean) => void;
}

const words: Record<MediaFailure, readonly [title: string, advice: string]> = {
  refused: [
    'Camera and microphone were refused.',
    'Allow them in the address bar of your browser, then try again. Nobody was called.',
  ],
  not_found: ['No camera or no microphone was found.', 'Connect one, then try again. Nobody was called.'],
  in_use: [
    'The camera or microphone could not be opened.',
    'Another application may hold it: close that, then try again. Nobody was called.',
  ],
  insecure: [
    'This address gets no camera.',
    'Browsers give it to https and to localhost only: open the page by one of these.',
  ],
};

/** Why there is no picture, and what to do about it. */
export function MediaBanner({ failure, withCamera, onRetry }: MediaBannerProps): ReactNode {
  const [title, advice] = words[failure];
  const canGoWithout = withCamera && (failure === 'not_found' || failure === 'in_use');
  return (
    <Banner
      tone="bad"
      title={title}
      actions={
        failure !== 'insecure' && (
          <>
            <Button onPress={() => onRetry(true)}>Try again</Button>
            {canGoWithout && <Button onPress={() => onRetry(false)}>Join with sound only</Button>}
          </>
        )
      }
    >
      {advice}
    </Banner>
  );
}
