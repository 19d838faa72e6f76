import { Busboy } from '@fastify/busboy';
import { badRequest } from './api-error';

/** The parts of a call form. */
export interface CallForm {
  readonly sdp?: string;
  readonly session?: string;
}

type PartName = keyof CallForm;

/**
 * Reads a multipart form with the parts `sdp` and `session`, whether they were sent as fields or, by clients that give a
 * content type or a file name, as files.
 *
 * @throws ApiError 400 when it is malformed or has another part
 */
export function readCallForm(body: Buffer, contentType: string): Promise<CallForm> {
  return new Promise((resolve, reject) => {
    const parts: Partial<Record<PartName, string>> = {};
    const put = (name: string, value: string) => {
      if (name === 'sdp' || name === 'session') parts[name] = value;
      else reject(badRequest('unknown_parameter', 'Only the parts sdp and session are known.'));
    };
    const malformed = () => reject(badRequest('invalid_form', 'The body is not a readable multipart form.'));
    try {
      const parser = new Busboy({ headers: { 'content-type': contentType }, limits: { parts: 4 } });
      parser.on('field', put);
      parser.on('file', (name, stream) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => put(name, Buffer.concat(chunks).toString()));
      });
      parser.on('error', malformed);
      parser.on('finish', () => resolve(parts));
      parser.end(body);
    } catch {
      malformed();
    }
  });
}
