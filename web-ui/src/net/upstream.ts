/** What the transcription service says of its upstream: the answer of `GET /api/transcription`. */
export interface UpstreamInfo {
  readonly upstream: 'openai' | 'offline' | 'custom';
  readonly model: string;
  /** BCP 47 tags; `['*']` or an empty list when the upstream takes any. */
  readonly languages: readonly string[];
  readonly ready: boolean;
}

/**
 * Asks the transcription service what it transcribes with.
 *
 * @throws Error when it does not answer, or not in the agreed form
 */
export async function fetchUpstream(signal: AbortSignal): Promise<UpstreamInfo> {
  const response = await fetch('/api/transcription', { signal, headers: { accept: 'application/json' } });
  if (!response.ok) throw new Error(`GET /api/transcription answered ${String(response.status)}`);
  const answer = (await response.json()) as Record<string, unknown>;
  const { upstream, model, languages, ready } = answer;
  if (upstream !== 'openai' && upstream !== 'offline' && upstream !== 'custom') {
    throw new Error('GET /api/transcription names no known upstream');
  }
  return {
    upstream,
    model: typeof model === 'string' ? model : 'unknown',
    languages: Array.isArray(languages) ? languages.filter((tag): tag is string => typeof tag === 'string') : [],
    ready: ready === true,
  };
}
