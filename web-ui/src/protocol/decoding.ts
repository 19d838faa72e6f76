import * as v from 'valibot';

/** What became of a frame. */
export type Decoded<M> =
  | { readonly kind: 'message'; readonly message: M }
  /** A type that this page doesn't know: the server may be newer. To be ignored. */
  | { readonly kind: 'unknown'; readonly type: string }
  /** No JSON object with a type, or with members of the wrong kind. To be reported and ignored. */
  | { readonly kind: 'bad'; readonly problem: string };

type MessageSchema = v.GenericSchema & { readonly entries: { readonly type: { readonly literal: string } } };
type MessageOf<S extends readonly MessageSchema[]> = v.InferOutput<S[number]>;

/** Makes the decoder of a door out of the schemas of its messages. It never throws. */
export function decoderOf<const S extends readonly MessageSchema[]>(
  schemas: S,
): (frame: string) => Decoded<MessageOf<S>> {
  const byType = new Map<string, MessageSchema>(schemas.map((schema) => [schema.entries.type.literal, schema]));
  return (frame) => {
    let json: unknown;
    try {
      json = JSON.parse(frame);
    } catch {
      return { kind: 'bad', problem: 'it is no JSON' };
    }
    const type = typeof json === 'object' && json !== null && 'type' in json ? json.type : undefined;
    if (typeof type !== 'string') return { kind: 'bad', problem: 'it has no type' };
    const schema = byType.get(type);
    if (schema === undefined) return { kind: 'unknown', type };
    const result = v.safeParse(schema, json);
    if (!result.success) {
      const [issue] = result.issues;
      return { kind: 'bad', problem: `${type}: ${v.getDotPath(issue) ?? 'message'}: ${issue.message}` };
    }
    return { kind: 'message', message: result.output as MessageOf<S> };
  };
}
