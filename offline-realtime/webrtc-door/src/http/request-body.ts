import { type IncomingMessage } from 'node:http';
import { badRequest } from './api-error';

/**
 * Reads a request's body.
 *
 * @throws ApiError 413 when it has more than `maxBytes`
 */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > maxBytes) throw tooLarge(maxBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function tooLarge(maxBytes: number): Error {
  return badRequest('request_too_large', `The body may have at most ${maxBytes} bytes.`, null, 413);
}
