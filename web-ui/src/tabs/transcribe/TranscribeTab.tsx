import { Mic, Square } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button } from '../../components/Button';
import { CopyButton } from '../../components/CopyButton';
import { TabFrame } from '../../components/TabFrame';
import { useTranscription } from '../../hooks/useTranscription';
import { type UpstreamState, useUpstream } from '../../hooks/useUpstream';
import { useWireLog } from '../../hooks/useWireLog';
import { type Route } from '../../transcription/source';
import { ends } from '../../transcription/transcriber-state';
import { LanguagePicker } from './LanguagePicker';
import { LevelMeter } from './LevelMeter';
import { transcriptionPath } from './path';
import { TranscribeBanner } from './TranscribeBanner';
import { TranscribeStatus } from './TranscribeStatus';
import styles from './TranscribeTab.module.css';
import { TranscriptView } from './TranscriptView';
import { phaseWords } from './words';

/** Tabs 4 to 6: live transcription by one of three routes, which differ in nothing but the way. */
export function TranscribeTab({ route }: { readonly route: Route }): ReactNode {
  const wire = useWireLog();
  const upstream = useUpstream();
  const { state, transcriber } = useTranscription(route, wire);
  const languages = languagesOf(upstream);
  const [chosen, setChosen] = useState('en');
  const language = languages.includes(chosen) ? chosen : (languages[0] ?? 'en');
  const [noiseSuppression, setNoiseSuppression] = useState(false);
  const isIdle = ends.has(state.phase);
  const isEmpty = state.turns.length === 0;

  return (
    <TabFrame
      tab={`transcribe-${route}`}
      path={transcriptionPath(route, state.phase, apiName(upstream))}
      status={<TranscribeStatus state={state} />}
      banner={<TranscribeBanner state={state} upstream={upstream} />}
      wire={wire}
    >
      <TranscriptView
        turns={state.turns}
        startedAt={state.startedAt}
        placeholder={phaseWords[state.phase].placeholder}
        isLive={!isIdle}
      />
      <div className={styles.controls}>
        <Button
          className={styles.main}
          look={isIdle ? 'primary' : 'danger'}
          isDisabled={state.phase === 'finishing'}
          onPress={() => (isIdle ? transcriber.start({ language, noiseSuppression }) : transcriber.stop())}
        >
          {isIdle ? <Mic size={16} aria-hidden /> : <Square size={14} fill="currentColor" aria-hidden />}
          {isIdle ? 'Start Transcription' : 'Stop'}
        </Button>
        <LevelMeter level={transcriber.level} speaking={state.speaking} />
        <LanguagePicker languages={languages} value={language} isDisabled={!isIdle} onChange={setChosen} />
        <label className={styles.option} title="For a loud room. In a quiet one it costs accuracy.">
          <input
            type="checkbox"
            checked={noiseSuppression}
            disabled={!isIdle}
            onChange={(event) => setNoiseSuppression(event.target.checked)}
          />
          Noise filter
        </label>
        <div className={styles.tools}>
          <Button isDisabled={isEmpty} onPress={() => transcriber.clear()}>
            Clear
          </Button>
          <CopyButton isDisabled={isEmpty} text={() => state.turns.map(({ text }) => text).join('\n')}>
            Copy transcript
          </CopyButton>
        </div>
      </div>
    </TabFrame>
  );
}

function languagesOf(upstream: UpstreamState): readonly string[] {
  const languages = upstream.kind === 'known' ? upstream.info.languages : [];
  return languages.length === 0 ? ['en'] : languages;
}

function apiName(upstream: UpstreamState): string {
  if (upstream.kind !== 'known') return 'Realtime API';
  return { openai: 'OpenAI', offline: 'offline engine', custom: 'Realtime API' }[upstream.info.upstream];
}
