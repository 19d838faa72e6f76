/** The inner part of OpenAI's error body. */
export interface ErrorDetail {
  readonly message: string;
  readonly type: string;
  readonly param: string | null;
  readonly code: string | null;
}

/** An answer other than success: an HTTP status with a body in OpenAI's error shape. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly detail: ErrorDetail;
  /** After how many seconds the same request may succeed, if it may. */
  readonly retryAfterSeconds: number | undefined;

  constructor(status: number, detail: ErrorDetail, retryAfterSeconds?: number) {
    super(detail.message);
    this.status = status;
    this.detail = detail;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** The request is wrong and stays wrong: 400, unless another status of that family says it better. */
export function badRequest(code: string, message: string, param: string | null = null, status = 400): ApiError {
  return new ApiError(status, { message, type: 'invalid_request_error', param, code });
}

/** No key, or one that doesn't open anything: 401. */
export function unauthorized(code: string | null, message: string): ApiError {
  return new ApiError(401, { message, type: 'invalid_request_error', param: null, code });
}

/** All lines are busy: 429. */
export function tooManyCalls(limit: number): ApiError {
  const message = `This door takes ${limit} calls at once. Hang up another call, or try again later.`;
  return new ApiError(429, { message, type: 'rate_limit_error', param: null, code: 'call_limit_reached' }, 5);
}

/** Something that the door needs isn't there at the moment: 503. */
export function unavailable(code: string, message: string): ApiError {
  return new ApiError(503, { message, type: 'server_error', param: null, code }, 2);
}
