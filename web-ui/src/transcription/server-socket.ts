import { type WireTap } from '../wire/wire-log';
import { asWebSocket } from './client-secret';
import { type ProblemCode } from './problem';
import { type SocketDialect, type SocketEnd, SocketSource } from './socket-source';
import { type SourceFactory } from './source';

/** Tab 6: through our server, which holds the key, sets the session up and slows down who is too fast. */
export function serverSocket(wire: WireTap): SourceFactory {
  const dialect: SocketDialect = {
    readyEvent: 'ready',
    finishEvent: { type: 'parley.stop' },
    address: ({ language }) => {
      const url = asWebSocket(new URL('/ws/transcription', window.location.href));
      url.searchParams.set('language', language);
      return Promise.resolve({ url, protocols: [] });
    },
    // Binary frames: a third less than Base64 in JSON, and nothing to parse on the way.
    frame: (pcm) => pcm,
    problemOf,
  };
  return (listener) => new SocketSource(dialect, listener, wire);
}

const closingReasons: Record<string, ProblemCode> = {
  session_limit: 'session_ended',
  session_expired: 'session_ended',
  node_full: 'busy',
  limit: 'rate_limited',
  rate_limited: 'rate_limited',
  overflow: 'too_slow',
  slow_receiver: 'too_slow',
  invalid_request: 'refused',
  shutdown: 'connection_lost',
  not_configured: 'not_configured',
  upstream_busy: 'busy',
  upstream_unauthorized: 'upstream_refused',
  upstream_rejected: 'upstream_refused',
  upstream_untrusted: 'upstream_refused',
  upstream_quota: 'quota_exhausted',
};

/** Our close codes: below 4500 the client may come back. The reason says more than the code. */
function problemOf({ code, wasOpen, closingReason }: SocketEnd): ProblemCode {
  const said = closingReason === undefined ? undefined : closingReasons[closingReason];
  if (said !== undefined) return said;
  if (code >= 4500) return 'refused';
  if (code === 4008) return 'too_slow';
  if (closingReason !== undefined || code === 4013) return wasOpen ? 'upstream_lost' : 'service_unreachable';
  return wasOpen ? 'connection_lost' : 'service_unreachable';
}
