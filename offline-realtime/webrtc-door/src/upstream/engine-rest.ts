import { ApiError, unauthorized } from '../http/api-error';
import { engineUnavailable, readErrorDetail } from './engine-error';

/** How long the key that a multipart call is minted lives: only until its call has begun. */
const KEY_SECONDS = 60;

const TIMEOUT_MILLIS = 5_000;

/** The REST side of the engine. */
export class EngineRest {
  /** `baseUrl` includes `/v1`, without a slash at its end. */
  constructor(private readonly baseUrl: string) {}

  /**
   * Mints an ephemeral key for a session.
   *
   * @param standardKey the caller's own key
   * @param session the session that the caller wants, as JSON; left out when it sent none
   * @throws {@link ApiError} with the engine's own answer when it refuses, 503 when it is away
   */
  async mint(standardKey: string, session?: unknown): Promise<string> {
    const response = await this.request('/realtime/client_secrets', {
      method: 'POST',
      headers: { authorization: `Bearer ${standardKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ expires_after: { anchor: 'created_at', seconds: KEY_SECONDS }, session }),
    });
    const body = await response.text();
    if (!response.ok) throw refusal(response.status, body, standardKey);
    const key = (JSON.parse(body) as { value?: unknown }).value;
    if (typeof key !== 'string') throw engineUnavailable();
    return key;
  }

  /** Whether this is a standard key that the engine takes. */
  async acceptsStandardKey(key: string): Promise<boolean> {
    try {
      await this.mint(key, { type: 'transcription' });
      return true;
    } catch (error) {
      if (error instanceof ApiError && error.status < 500) return false;
      throw error;
    }
  }

  /** Whether the engine answers at all. */
  async isReachable(): Promise<boolean> {
    try {
      const response = await this.request('/realtime/client_secrets', { method: 'HEAD' });
      return response.status < 500;
    } catch {
      return false;
    }
  }

  private async request(path: string, init: RequestInit): Promise<Response> {
    try {
      return await fetch(this.baseUrl + path, { ...init, signal: AbortSignal.timeout(TIMEOUT_MILLIS) });
    } catch {
      throw engineUnavailable();
    }
  }
}

function refusal(status: number, body: string, key: string): ApiError {
  const detail = readErrorDetail(body, key);
  if (status >= 400 && status < 500 && detail !== undefined) return new ApiError(status, detail);
  if (status === 401) return unauthorized('invalid_api_key', 'Incorrect API key provided.');
  return engineUnavailable();
}
