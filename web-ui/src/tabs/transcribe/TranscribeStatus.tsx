import { type ReactNode } from 'react';
import { StatusLine } from '../../components/StatusLine';
import { useNow } from '../../hooks/useNow';
import { type TranscriberState } from '../../transcription/transcriber-state';
import styles from './TranscribeTab.module.css';
import { formatElapsed } from './TranscriptView';
import { phaseWords } from './words';

/** How the session is, how long it lasts, and how quick the words are: measured here, on the last turn. */
export function TranscribeStatus({ state }: { readonly state: TranscriberState }): ReactNode {
  const { phase, startedAt, endedAt, retryAt, firstWordMillis, finalMillis } = state;
  const isRecording = phase === 'listening' || phase === 'reconnecting';
  const now = useNow(isRecording || phase === 'finishing');
  const { tone, status } = phaseWords[phase];
  return (
    <StatusLine
      tone={tone}
      aside={
        <>
          {retryAt !== undefined && <span>next try in {Math.max(0, Math.ceil((retryAt - now) / 1000))} s</span>}
          {firstWordMillis !== undefined && (
            <span title="From the beginning of the last turn’s speech to its first word on this page">
              first word after {formatSeconds(firstWordMillis)}
            </span>
          )}
          {finalMillis !== undefined && (
            <span title="From the end of the last turn’s speech to its final text on this page">
              final after {formatSeconds(finalMillis)}
            </span>
          )}
          {startedAt !== undefined && <span>{formatElapsed((endedAt ?? now) - startedAt)}</span>}
          {isRecording && (
            <span className={styles.recording}>
              <i aria-hidden="true" />
              Recording
            </span>
          )}
        </>
      }
    >
      {status}
    </StatusLine>
  );
}

function formatSeconds(millis: number): string {
  return `${(millis / 1000).toFixed(1)} s`;
}
