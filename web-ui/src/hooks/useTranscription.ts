import { useEffect, useState, useSyncExternalStore } from 'react';
import { openAiSocket } from '../transcription/openai-socket';
import { serverSocket } from '../transcription/server-socket';
import { type Route, type SourceFactory } from '../transcription/source';
import { Transcriber } from '../transcription/transcriber';
import { type TranscriberState } from '../transcription/transcriber-state';
import { webRtcCall } from '../transcription/webrtc-call';
import { type WireLog } from '../wire/wire-log';

interface Transcription {
  readonly state: TranscriberState;
  readonly transcriber: Transcriber;
}

function sourceOf(route: Route, wire: WireLog): SourceFactory {
  switch (route) {
    case 'webrtc':
      return webRtcCall({
        http: wire.channel('http'),
        channel: wire.channel('oai-events'),
        media: wire.channel('rtp'),
      });
    case 'websocket':
      return openAiSocket(wire.channel('http'), wire.channel('socket'));
    case 'server':
      return serverSocket(wire.channel('socket'));
  }
}

/** Live transcription by one route, for as long as the component lives: what it opened is closed with it. */
export function useTranscription(route: Route, wire: WireLog): Transcription {
  const [transcriber] = useState(() => new Transcriber(sourceOf(route, wire)));
  const state = useSyncExternalStore(transcriber.state.subscribe, () => transcriber.state.state);
  useEffect(() => () => transcriber.dispose(), [transcriber]);
  return { state, transcriber };
}
