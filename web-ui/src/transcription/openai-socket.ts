import { toBase64 } from '../audio/pcm16';
import { type WireTap } from '../wire/wire-log';
import { mintClientSecret } from './client-secret';
import { type ProblemCode } from './problem';
import { type SocketDialect, type SocketEnd, SocketSource } from './socket-source';
import { type SourceFactory } from './source';

/**
 * Tab 5: straight to the Realtime API. A browser can't set headers on a socket, so the key travels as a subprotocol; the
 * session is set up by the key, so there is no `model` in the address and no `session.update`.
 */
export function openAiSocket(http: WireTap, socket: WireTap): SourceFactory {
  const dialect: SocketDialect = {
    readyEvent: 'session',
    finishEvent: undefined,
    address: async ({ language, signal }) => {
      const secret = await mintClientSecret(language, http, signal);
      socket.remark('the key travels as a subprotocol: openai-insecure-api-key.ek_‹hidden›');
      return { url: secret.webSocketUrl, protocols: ['realtime', `openai-insecure-api-key.${secret.value}`] };
    },
    frame: (pcm) => JSON.stringify({ type: 'input_audio_buffer.append', audio: toBase64(pcm) }),
    problemOf,
  };
  return (listener) => new SocketSource(dialect, listener, socket);
}

const errorCodes: Record<string, ProblemCode> = {
  invalid_api_key: 'key_refused',
  insufficient_quota: 'quota_exhausted',
  credit_balance_exhausted: 'quota_exhausted',
  rate_limit_exceeded: 'busy',
  session_expired: 'session_ended',
};

/** The API's own close codes: 3000 and 4000 are final, the rest are the network's. */
function problemOf({ code, wasOpen, errorCode }: SocketEnd): ProblemCode {
  const said = errorCode === undefined ? undefined : errorCodes[errorCode];
  if (said !== undefined) return said;
  if (code === 3000) return 'key_refused';
  if (code >= 4000 && code < 5000) return 'refused';
  return wasOpen ? 'connection_lost' : 'service_unreachable';
}
