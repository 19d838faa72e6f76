import { type IncomingMessage } from 'node:http';
import { badRequest, unauthorized } from './api-error';
import { type CallForm, readCallForm } from './call-form';
import { readBody } from './request-body';

/** A request for a call, as it was posted. */
export interface CallRequest {
  /** The SDP offer. */
  readonly sdp: string;
  /** Whether the key is a standard one, with which a key for the session has to be minted first. */
  readonly mintFirst: boolean;
  /** The session that came with a standard key: parsed JSON; `undefined` when none was sent. */
  readonly session: unknown;
}

/** An offer of a browser has about 2 KiB, with video about 8. */
const MAX_BODY_BYTES = 64 * 1024;

/**
 * Reads the body of `POST /v1/realtime/calls`: SDP alone, or a form with the parts `sdp` and `session`.
 *
 * @throws ApiError 400, 413 or 415 that says what is wrong with it
 */
export async function readCallRequest(request: IncomingMessage): Promise<CallRequest> {
  const contentType = request.headers['content-type'] ?? '';
  const type = contentType.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/sdp' && type !== 'multipart/form-data') {
    const message = 'Content-Type must be application/sdp or multipart/form-data.';
    throw badRequest('unsupported_content_type', message, null, 415);
  }
  const body = await readBody(request, MAX_BODY_BYTES);
  if (type === 'application/sdp') return { sdp: body.toString(), mintFirst: false, session: undefined };
  const form = await readCallForm(body, contentType);
  if (form.sdp === undefined) {
    throw badRequest('missing_required_parameter', "Missing required parameter: 'sdp'.", 'sdp');
  }
  return { sdp: form.sdp, mintFirst: true, session: formSession(form) };
}

/**
 * The key of a request.
 *
 * @throws ApiError 401 when it has none
 */
export function bearerKey(request: IncomingMessage): string {
  const key = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (key === undefined) throw unauthorized(null, 'Missing bearer authentication in header.');
  return key;
}

function formSession(form: CallForm): unknown {
  if (form.session === undefined) return undefined;
  try {
    return JSON.parse(form.session) as unknown;
  } catch {
    throw badRequest('invalid_json', "The part 'session' is not valid JSON.", 'session');
  }
}
