import { type ReactNode } from 'react';
import { useUpstream, type UpstreamState } from '../hooks/useUpstream';
import styles from './UpstreamBadge.module.css';

const names = { openai: 'OpenAI', offline: 'offline engine', custom: 'custom upstream' } as const;

/** What tabs 4 to 6 transcribe with. */
export function UpstreamBadge(): ReactNode {
  const state = useUpstream();
  const { tone, name, title } = describe(state);
  return (
    <span className={styles.badge} data-tone={tone} title={title}>
      <span className={styles.long}>Transcribing with </span>
      <b>{name}</b>
    </span>
  );
}

function describe(state: UpstreamState): { tone: 'ok' | 'wait' | 'bad'; name: string; title: string } {
  switch (state.kind) {
    case 'asking':
      return { tone: 'ok', name: '…', title: 'Asking the transcription service' };
    case 'unreachable':
      return { tone: 'bad', name: 'nothing yet', title: 'The transcription service does not answer' };
    case 'known': {
      const { upstream, model, languages, ready } = state.info;
      const title = `Model ${model}; languages: ${languages.join(', ')}`;
      return ready
        ? { tone: 'ok', name: names[upstream], title }
        : { tone: 'wait', name: `${names[upstream]}, getting ready`, title };
    }
  }
}
