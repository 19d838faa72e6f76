import { type ApiError, type ErrorDetail, unavailable } from '../http/api-error';

/** Replaces every occurrence of the key: engines quote it in their messages, and it must not travel on. */
export function withoutKey(text: string, key: string): string {
  return key === '' ? text : text.replaceAll(key, '***');
}

/**
 * Reads the `error` member of an engine's answer or event.
 *
 * @returns `undefined` when there is none in OpenAI's shape
 */
export function readErrorDetail(json: string, key: string): ErrorDetail | undefined {
  const error = member(parse(json), 'error');
  const message = member(error, 'message');
  if (typeof message !== 'string') return undefined;
  const text = (name: string): string | null => {
    const value = member(error, name);
    return typeof value === 'string' ? withoutKey(value, key) : null;
  };
  return {
    message: withoutKey(message, key),
    type: text('type') ?? 'server_error',
    param: text('param'),
    code: text('code'),
  };
}

/** The `type` of an event; `undefined` when it is no event. */
export function eventType(json: string): string | undefined {
  const type = member(parse(json), 'type');
  return typeof type === 'string' ? type : undefined;
}

/** The engine doesn't answer, or not as it should. */
export function engineUnavailable(): ApiError {
  return unavailable('engine_unavailable', 'The transcription engine is not available at the moment.');
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return undefined;
  }
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
