import { type ReactNode } from 'react';
import { StatusLine } from '../../components/StatusLine';
import { TabFrame } from '../../components/TabFrame';
import { useWireLog } from '../../hooks/useWireLog';

interface TranscribeTabProps {
  readonly route: 'webrtc' | 'websocket' | 'server';
}

/** Live transcription by one of three routes. */
export function TranscribeTab({ route }: TranscribeTabProps): ReactNode {
  const wire = useWireLog();
  return (
    <TabFrame
      tab={`transcribe-${route}`}
      path={[{ from: 'you', hops: [{ label: 'audio', state: 'off', to: 'Realtime API' }] }]}
      status={<StatusLine tone="idle">Not started</StatusLine>}
      wire={wire}
    >
      {null}
    </TabFrame>
  );
}
