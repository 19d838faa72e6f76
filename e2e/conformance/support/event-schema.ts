import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Ajv, type SchemaObject, type ValidateFunction } from 'ajv';
import { createGenerator } from 'ts-json-schema-generator';

/** What is wrong with an event: nothing, or one line an error. */
export type EventCheck = (event: unknown) => string[];

/**
 * Derives a schema of all server events from the types of the `openai` package itself. Members that the types don't
 * have are allowed: the API too sends some (`obfuscation`), and its client ignores them. Takes seconds of CPU.
 */
export function deriveEventSchema(): SchemaObject {
  const generator = createGenerator({
    path: join(dirname(createRequire(import.meta.url).resolve('openai')), 'resources/realtime/realtime.d.ts'),
    type: 'RealtimeServerEvent',
    skipTypeCheck: true,
    additionalProperties: true,
  });
  return generator.createSchema('RealtimeServerEvent') as SchemaObject;
}

/** Makes the check for a derived schema. */
export function eventCheck(schema: SchemaObject): EventCheck {
  const ajv = new Ajv({ strict: false, allErrors: true });
  ajv.addSchema(schema, 'openai');
  const checks = new Map<string, ValidateFunction>();
  for (const [name, definition] of Object.entries(schema.definitions as Record<string, unknown>)) {
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
