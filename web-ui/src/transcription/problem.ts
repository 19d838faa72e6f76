import { type MicrophoneFailure } from '../audio/microphone';

/** What can go wrong with a transcription, seen by its user. */
export type ProblemCode =
  | `microphone_${MicrophoneFailure}`
  | 'microphone_lost'
  | 'audio_unsupported'
  | 'not_configured'
  | 'not_ready'
  | 'busy'
  | 'rate_limited'
  | 'language_unsupported'
  | 'key_refused'
  | 'quota_exhausted'
  | 'service_unreachable'
  | 'call_refused'
  | 'call_failed'
  | 'connection_lost'
  | 'upstream_lost'
  | 'upstream_refused'
  | 'session_ended'
  | 'too_slow'
  | 'refused';

/** One typed failure: what happened and what to do, in our words. Never a text of the service: those can quote keys. */
export interface Problem {
  readonly code: ProblemCode;
  readonly message: string;
  /** Whether the same may work in a moment, without anybody changing anything. */
  readonly retryable: boolean;
}

const words: Record<ProblemCode, readonly [message: string, retryable: boolean]> = {
  microphone_refused: [
    'The microphone was refused. Allow it for this page (next to the address), then press Start Transcription again.',
    false,
  ],
  microphone_not_found: ['No microphone was found. Connect one, then press Start Transcription again.', false],
  microphone_in_use: [
    'The microphone could not be opened. Close other applications that use it, then start again.',
    false,
  ],
  microphone_insecure: [
    'Browsers give the microphone only to https pages and to localhost. Open this page in one of these ways.',
    false,
  ],
  microphone_lost: [
    'The microphone was disconnected. What was said until then is kept. Connect it, then start again.',
    false,
  ],
  audio_unsupported: ['This browser cannot process the microphone’s sound. A current version can.', false],
  not_configured: ['No transcription service is configured on this server. Its operator has to name one.', false],
  not_ready: ['The speech model is still loading. Start again in a few seconds.', true],
  busy: ['All transcription places are taken. Start again in a moment.', true],
  rate_limited: ['Too many sessions were started from here. Wait a minute, then start again.', true],
  language_unsupported: ['The service in use does not know this language. Choose another one.', false],
  key_refused: ['The one-time key was refused or has expired. Start again to get a new one.', true],
  quota_exhausted: ['The account at the transcription service is used up. Its operator has to look at it.', false],
  service_unreachable: ['The transcription service could not be reached. Start again in a moment.', true],
  call_refused: ['The transcription service did not take the call. Start again in a moment.', true],
  call_failed: [
    'No media connection came about: a firewall may be in between. The two WebSocket routes pass most firewalls.',
    true,
  ],
  connection_lost: ['The connection was lost. What was said until then is kept; the last words may be missing.', true],
  upstream_lost: ['The service behind our server is gone. What was said until then is kept. Start again.', true],
  upstream_refused: [
    'The service behind our server does not accept its credentials. Its operator has to look at the key.',
    false,
  ],
  session_ended: ['The session reached its time limit. Start again for a new one; the text is kept.', true],
  too_slow: ['This connection is too slow for live audio. The text so far is kept.', true],
  refused: ['The service refused the session. The wire view shows what it said.', false],
};

export function problem(code: ProblemCode): Problem {
  const [message, retryable] = words[code];
  return { code, message, retryable };
}

/** How {@link Problem}s travel out of promises. */
export class ProblemError extends Error {
  readonly problem: Problem;
  /** How long the service asks to be left in peace; 0 if it didn't say. */
  readonly retryAfterMillis: number;

  constructor(code: ProblemCode, retryAfterMillis = 0) {
    super(code);
    this.name = 'ProblemError';
    this.problem = problem(code);
    this.retryAfterMillis = retryAfterMillis;
  }
}
