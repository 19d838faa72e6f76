import { type ReactNode } from 'react';
import { Banner } from '../../components/Banner';
import { type UpstreamState } from '../../hooks/useUpstream';
import { problem as problemOf, type Problem } from '../../transcription/problem';
import { ends, type TranscriberState } from '../../transcription/transcriber-state';

interface TranscribeBannerProps {
  readonly state: TranscriberState;
  readonly upstream: UpstreamState;
}

/** The one thing to know now: why it failed or reconnects, what was lost, or that the service isn't there yet. */
export function TranscribeBanner({ state, upstream }: TranscribeBannerProps): ReactNode {
  const { phase, problem, notice } = state;
  if (problem !== undefined) {
    const isGoingOn = phase === 'reconnecting';
    return (
      <Banner tone={isGoingOn ? 'wait' : 'bad'} title={isGoingOn ? 'Interrupted:' : 'Error:'}>
        {isGoingOn
          ? 'the connection is gone, and this page is getting a new one. Go on speaking.'
          : explain(problem, upstream).message}
      </Banner>
    );
  }
  if (notice !== undefined) {
    return (
      <Banner tone="wait" title="Note:">
        {notice}
      </Banner>
    );
  }
  if (!ends.has(phase)) return null;
  if (upstream.kind === 'unreachable') {
    return (
      <Banner tone="wait" title="Not reachable:">
        the transcription service does not answer. This page keeps asking.
      </Banner>
    );
  }
  if (upstream.kind === 'known' && !upstream.info.ready) {
    return (
      <Banner tone="wait" title="Getting ready:">
        {upstream.info.upstream === 'offline'
          ? 'the offline engine is loading its speech model. That takes a few seconds.'
          : 'the transcription service is not ready yet.'}
      </Banner>
    );
  }
  return null;
}

/** A service that can't be reached because it still loads its model will be there soon: that is worth saying. */
function explain(problem: Problem, upstream: UpstreamState): Problem {
  const isLoading = upstream.kind === 'known' && upstream.info.upstream === 'offline' && !upstream.info.ready;
  return isLoading && problem.code === 'service_unreachable' ? problemOf('not_ready') : problem;
}
