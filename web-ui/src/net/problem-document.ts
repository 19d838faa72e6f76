/** What a REST door says of a refused request (RFC 9457), as far as it is understood. */
export interface ProblemDocument {
  /** A name for programs, the same as in an `error` of a socket; absent where something else than our server answered. */
  readonly code: string | undefined;
  /** The same as a message of a socket. @param ref the id of the message that was refused */
  asError(ref: string | undefined): string;
}

/** Reads the body of a refused request; whatever it is, something is made of it. */
export function readProblem(status: number, body: string): ProblemDocument {
  const problem = objectOf(body);
  const code = typeof problem.code === 'string' ? problem.code : undefined;
  const words = [problem.detail, problem.title].find((text) => typeof text === 'string');
  const mayPass = status === 429 || status >= 500;
  return {
    code,
    asError: (ref) =>
      JSON.stringify({
        type: 'error',
        code: code ?? 'unavailable',
        message: words ?? `The server answered with ${String(status)}.`,
        retryable: typeof problem.retryable === 'boolean' ? problem.retryable : mayPass,
        ref,
      }),
  };
}

/**
 * When a refused request may be made again, by its `Retry-After`: seconds, or a date.
 *
 * @returns milliseconds from now on; undefined when it isn't said
 */
export function retryAfterMillis(headers: Headers, now: number): number | undefined {
  const said = headers.get('Retry-After');
  if (said === null) return undefined;
  const millis = /^\d+$/.test(said) ? 1_000 * Number(said) : Date.parse(said) - now;
  return Number.isFinite(millis) ? Math.max(0, millis) : undefined;
}

function objectOf(body: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(body)) as Record<string, unknown>;
  } catch {
    return {};
  }
}
