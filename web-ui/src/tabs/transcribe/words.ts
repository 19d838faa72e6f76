import { type Tone } from '../../components/StatusLine';
import { type Phase } from '../../transcription/transcriber-state';

interface PhaseWords {
  readonly tone: Tone;
  readonly status: string;
  /** What stands where the transcript will be, as long as it is empty. */
  readonly placeholder: string;
}

const nothingSaid = 'No words came. Press Start Transcription to try again.';

export const phaseWords: Record<Phase, PhaseWords> = {
  idle: {
    tone: 'idle',
    status: 'Not started',
    placeholder: 'Press Start Transcription, and what you say is written here while you say it.',
  },
  microphone: {
    tone: 'wait',
    status: 'Waiting for the microphone…',
    placeholder: 'Your browser may ask whether this page can use the microphone.',
  },
  connecting: { tone: 'wait', status: 'Connecting…', placeholder: 'Connecting to the Realtime API…' },
  listening: {
    tone: 'ok',
    status: 'Listening — speak into your microphone',
    placeholder: 'Start speaking — your words will appear here.',
  },
  reconnecting: { tone: 'wait', status: 'Reconnecting…', placeholder: 'Go on speaking once the connection is back.' },
  finishing: { tone: 'wait', status: 'Finishing the last words…', placeholder: 'Waiting for the last words…' },
  stopped: { tone: 'idle', status: 'Disconnected', placeholder: nothingSaid },
  failed: { tone: 'bad', status: 'Error', placeholder: nothingSaid },
};
