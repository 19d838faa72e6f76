import { type WireTap } from '../wire/wire-log';
import { type ProblemCode, ProblemError } from './problem';

/** A key for one session, valid for a minute, and where to use it. Never to be shown, stored or logged. */
export interface ClientSecret {
  readonly value: string;
  readonly expiresAtMillis: number;
  readonly callsUrl: URL;
  readonly webSocketUrl: URL;
}

interface MintAnswer {
  readonly value?: unknown;
  /** Unix seconds. */
  readonly expires_at?: unknown;
  /** Where OpenAI's older sessions, and servers made after them, have it. */
  readonly client_secret?: { readonly value?: unknown };
  readonly endpoints?: { readonly calls?: unknown; readonly websocket?: unknown };
}

const PATH = '/api/transcription-session';

/** A service that wants a longer pause is asked all the same. */
const LONGEST_WAIT_SECONDS = 60;

/**
 * Asks our server for a key. The long-lived one stays there.
 *
 * @throws ProblemError when there is none to be had
 */
export async function mintClientSecret(language: string, wire: WireTap, signal: AbortSignal): Promise<ClientSecret> {
  const body = JSON.stringify({ language });
  wire.record('up', `POST ${PATH} ${body}`, 'our server asks the API for a key that lives for a minute');
  const response = await post(body, signal);
  const answer = await jsonOf(response);
  if (!response.ok) {
    wire.record('down', `${String(response.status)} ${JSON.stringify(answer)}`);
    throw new ProblemError(problemOf(response.status, answer), retryAfterMillis(response));
  }
  const { value, expires_at: expiresAt, client_secret: nested, endpoints } = answer as MintAnswer;
  const key = value ?? nested?.value;
  wire.record(
    'down',
    `${String(response.status)} ${JSON.stringify(withoutKey(answer))}`,
    'the page never shows the key',
  );
  if (typeof key !== 'string' || key === '') throw new ProblemError('key_refused');
  return {
    value: key,
    expiresAtMillis: typeof expiresAt === 'number' ? expiresAt * 1000 : Infinity,
    callsUrl: resolve(endpoints?.calls, '/v1/realtime/calls'),
    webSocketUrl: asWebSocket(resolve(endpoints?.websocket, '/v1/realtime')),
  };
}

async function post(body: string, signal: AbortSignal): Promise<Response> {
  try {
    return await fetch(PATH, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body, signal });
  } catch {
    signal.throwIfAborted();
    throw new ProblemError('service_unreachable');
  }
}

async function jsonOf(response: Response): Promise<object> {
  try {
    return ((await response.json()) as object | null) ?? {};
  } catch {
    return {};
  }
}

const problemCodes: Record<string, ProblemCode> = {
  not_configured: 'not_configured',
  not_ready: 'not_ready',
  unsupported_language: 'language_unsupported',
  upstream_unauthorized: 'upstream_refused',
  upstream_rejected: 'upstream_refused',
  upstream_quota: 'quota_exhausted',
  upstream_busy: 'busy',
  rate_limited: 'rate_limited',
  limit: 'rate_limited',
};

function problemOf(status: number, answer: object): ProblemCode {
  const code = 'code' in answer && typeof answer.code === 'string' ? problemCodes[answer.code] : undefined;
  if (code !== undefined) return code;
  return status === 429 ? 'rate_limited' : 'service_unreachable';
}

/** Of the two forms of the header (RFC 9110, 10.2.3) our services use the seconds. */
function retryAfterMillis({ headers }: Response): number {
  const seconds = Number(headers.get('Retry-After'));
  return Number.isFinite(seconds) ? Math.min(Math.max(0, seconds), LONGEST_WAIT_SECONDS) * 1000 : 0;
}

/** Whatever a key looks like and wherever it stands: its member is not shown. */
function withoutKey(answer: object): object {
  return JSON.parse(
    JSON.stringify(answer, (name, value: unknown) => (name === 'value' ? '‹hidden›' : value)),
  ) as object;
}

/** Endpoints may be relative to the page's origin: then they are reached through the same gateway. */
function resolve(endpoint: unknown, otherwise: string): URL {
  return new URL(typeof endpoint === 'string' ? endpoint : otherwise, window.location.href);
}

/** The socket's scheme is as secure as the page's or the API's own. */
export function asWebSocket(url: URL): URL {
  const socket = new URL(url);
  socket.protocol = url.protocol.replace('http', 'ws');
  return socket;
}
