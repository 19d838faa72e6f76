import { Ajv, type SchemaObject, type ValidateFunction } from 'ajv';
import { createGenerator } from 'ts-json-schema-generator';
import { fileURLToPath } from 'node:url';

/** What is wrong with an event: nothing, or one line an error. */
export type EventCheck = (event: unknown) => string[];

/**
 * Derives a schema of all server events from the types of the `openai` package itself. Members that the types don't
 * have are allowed: the API too sends some (`obfuscation`), and its client ignores them.
 */
export function deriveEventCheck(): EventCheck {
  const types = new URL('resources/realtime/realtime.d.ts', import.meta.resolve('openai'));
  const schema = createGenerator({
    path: fileURLToPath(types),
    type: 'RealtimeServerEvent',
    skipTypeCheck: true,
    additionalProperties: true,
  }).createSchema('RealtimeServerEvent');
  const ajv = new Ajv({ strict: false, allErrors: true });
  ajv.addSchema(schema as SchemaObject, 'openai');
  const checks = new Map<string, ValidateFunction>();
  for (const [name, definition] of Object.entries(schema.definitions ?? {})) {
    const type = typeConstant(definition);
    const check = type === undefined ? undefined : ajv.getSchema(`openai#/definitions/${encodeURIComponent(name)}`);
    if (type !== undefined && check !== undefined && name.endsWith('Event')) checks.set(type, check);
  }
  const whole = ajv.getSchema('openai#/definitions/RealtimeServerEvent');
  return (event) => {
    if (whole?.(event) === true) return [];
    // The union's own errors name every member that it is not: those of the event's own type say more.
    const own = checks.get(String((event as { type?: unknown }).type));
    own?.(event);
    return (own?.errors ?? whole?.errors ?? []).map((error) => `${error.instancePath} ${error.message ?? ''}`);
  };
}

function typeConstant(definition: unknown): string | undefined {
  const { properties } = definition as { properties?: { type?: { const?: unknown } } };
  const type = properties?.type?.const;
  return typeof type === 'string' ? type : undefined;
}
