import { type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { type Calls } from '../call/calls';
import { type Log, reasonOf } from '../log';
import { type Metrics } from '../metrics';
import { OfferError, readOffer, type Offer } from '../sdp/offer';
import { type EngineRest } from '../upstream/engine-rest';
import { ApiError, badRequest, unauthorized } from './api-error';
import { bearerKey, readCallRequest } from './call-request';
import { allowOrigin, answerPreflight } from './cors';

/** What the API needs. */
export interface ApiContext {
  readonly calls: Calls;
  readonly engine: EngineRest;
  readonly corsOrigins: readonly string[];
  readonly metrics: Metrics;
  readonly log: Log;
}

const CALLS_PATH = '/v1/realtime/calls';
const HANGUP_PATH = /^\/v1\/realtime\/calls\/([^/]+)\/hangup$/;

/** Answers the two requests of OpenAI's call API: open one by SDP, and hang up. */
export function createApi(context: ApiContext): RequestListener {
  return (request, response) => {
    void handle(context, request, response).catch((error: unknown) => answerError(context, response, error));
  };
}

async function handle(context: ApiContext, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = (request.url ?? '').split('?')[0] ?? '';
  const hangup = HANGUP_PATH.exec(path);
  if (path !== CALLS_PATH && hangup === null) throw badRequest('unknown_url', 'Unknown request URL.', null, 404);
  allowOrigin(request, response, context.corsOrigins);
  if (request.method === 'OPTIONS') answerPreflight(response);
  else if (request.method !== 'POST') throw methodNotAllowed(response);
  else if (hangup === null) await openCall(context, request, response);
  else await hangUp(context, hangup[1] ?? '', request, response);
}

async function openCall(context: ApiContext, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { calls, engine, metrics } = context;
  try {
    const key = bearerKey(request);
    const { sdp, mintFirst, session } = await readCallRequest(request);
    const openKey = () => (mintFirst ? engine.mint(key, session) : Promise.resolve(key));
    const { id, answer } = await calls.answer(offerOf(sdp), key, openKey);
    if (request.socket.destroyed) await calls.end(id, 'connection_closed');
    response.setHeader('Location', `${CALLS_PATH}/${id}`);
    response.writeHead(201, { 'Content-Type': 'application/sdp' }).end(answer);
    metrics.callRequests.inc({ status: 201 });
  } catch (error) {
    metrics.callRequests.inc({ status: error instanceof ApiError ? error.status : 500 });
    throw error;
  }
}

async function hangUp(
  context: ApiContext,
  id: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { calls, engine } = context;
  const key = bearerKey(request);
  const ownKey = calls.isKeyOf(id, key);
  if (ownKey === undefined) throw badRequest('call_not_found', 'No call with this id is open.', 'call_id', 404);
  if (!ownKey && !(await engine.acceptsStandardKey(key))) {
    throw unauthorized('invalid_api_key', 'This key did not open the call.');
  }
  await calls.end(id, 'hangup');
  response.writeHead(200).end();
}

function offerOf(sdp: string): Offer {
  try {
    return readOffer(sdp);
  } catch (error) {
    throw error instanceof OfferError ? badRequest('invalid_offer', error.message, 'sdp') : error;
  }
}

function methodNotAllowed(response: ServerResponse): ApiError {
  response.setHeader('Allow', 'POST, OPTIONS');
  return badRequest('method_not_allowed', 'Only POST is allowed here.', null, 405);
}

function answerError(context: ApiContext, response: ServerResponse, thrown: unknown): void {
  const error = thrown instanceof ApiError ? thrown : internalError(context, thrown);
  context.log.info('request.refused', { status: error.status, code: error.detail.code ?? undefined });
  if (response.headersSent) {
    response.destroy();
    return;
  }
  if (error.retryAfterSeconds !== undefined) response.setHeader('Retry-After', error.retryAfterSeconds);
  // The body may not have been read to its end: what is left of it must not be taken for a next request.
  response.setHeader('Connection', 'close');
  response.writeHead(error.status, { 'Content-Type': 'application/json' }).end(JSON.stringify({ error: error.detail }));
}

function internalError(context: ApiContext, thrown: unknown): ApiError {
  context.log.error('request.failed', { reason: reasonOf(thrown) });
  const message = 'The door had an error while answering this request.';
  return new ApiError(500, { message, type: 'server_error', param: null, code: null });
}
