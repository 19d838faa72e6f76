import * as v from 'valibot';

/** Somebody, as the server stamps it. */
export const person = v.object({ id: v.string(), name: v.string() });
export type Person = v.InferOutput<typeof person>;

/** ISO-8601, UTC. */
export const instant = v.pipe(v.string(), v.isoTimestamp());

/** The text that a message carries, the same on every door. */
export const said = { id: v.string(), from: person, text: v.string(), at: instant };

export const errorMembers = {
  type: v.literal('error'),
  /** A name for programs; the list is open. */
  code: v.string(),
  /** A sentence for people. */
  message: v.string(),
  retryable: v.boolean(),
  /** The `id` of the message that it answers. */
  ref: v.optional(v.string()),
};
