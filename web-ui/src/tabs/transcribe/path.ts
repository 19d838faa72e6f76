import { type HopState, type PathLane } from '../../components/PathDiagram';
import { type Route } from '../../transcription/source';
import { type Phase } from '../../transcription/transcriber-state';

const liveState: Record<Phase, HopState> = {
  idle: 'off',
  microphone: 'off',
  connecting: 'busy',
  listening: 'up',
  reconnecting: 'busy',
  finishing: 'up',
  stopped: 'off',
  failed: 'failed',
};

/** Which way voice and words take, and how the key came here. @param api what the service in use is called. */
export function transcriptionPath(route: Route, phase: Phase, api: string): readonly PathLane[] {
  const live = liveState[phase];
  if (route === 'server') {
    return [
      {
        from: 'you',
        hops: [
          { label: 'WebSocket', state: live, to: 'our server' },
          { label: 'WebSocket', state: live, to: api },
        ],
      },
    ];
  }
  // The key is fetched once; after that our server is out of the way.
  const minting: HopState = live === 'busy' ? 'busy' : 'off';
  return [
    {
      name: 'voice, words',
      from: 'you',
      hops: [{ label: route === 'webrtc' ? 'WebRTC' : 'WebSocket', state: live, to: api }],
    },
    {
      name: 'key',
      from: 'you',
      hops: [
        { label: 'HTTP', state: minting, to: 'our server' },
        { label: 'HTTP', state: minting, to: api },
      ],
    },
  ];
}
