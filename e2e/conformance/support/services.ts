import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type SchemaObject } from 'ajv';
import { generate } from 'selfsigned';
import type {} from 'vitest';
import { type TestProject } from 'vitest/node';
import { deriveEventSchema } from './event-schema';
import { freePorts, Program } from './program';
import { repository } from './repository';

/** Where the services under test are. */
export interface Services {
  /** Base URL of offline-realtime, `/v1` included. */
  readonly http: string;
  /** The same over TLS. */
  readonly https: string;
  /** The certificate to trust for that, as PEM. */
  readonly certificate: string;
  /** Base URL of the WebRTC door, `/v1` included. */
  readonly door: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    services: Services;
    /** The schema of all server events, derived from the types of the `openai` package. */
    eventSchema: SchemaObject;
  }
}

/** Loading the weights takes seconds, on a busy machine many. */
const START_MILLIS = 180_000;

/** Starts offline-realtime as it is packaged, with a throw-away certificate, and the door in front of it. */
export default async function startServices(project: TestProject): Promise<() => Promise<void>> {
  const [http = 0, https = 0, management = 0, door = 0, doorManagement = 0] = await freePorts(5);
  const folder = await mkdtemp(join(tmpdir(), 'parley-conformance-'));
  const certificate = await throwAwayCertificate(folder);
  const engine = Program.start(
    'offline-realtime',
    'java',
    ['-jar', repository('offline-realtime/target/quarkus-app/quarkus-run.jar')],
    {
      QUARKUS_HTTP_HOST: '127.0.0.1',
      QUARKUS_HTTP_PORT: String(http),
      QUARKUS_HTTP_SSL_PORT: String(https),
      QUARKUS_HTTP_SSL_CERTIFICATE_FILES: join(folder, 'certificate.pem'),
      QUARKUS_HTTP_SSL_CERTIFICATE_KEY_FILES: join(folder, 'key.pem'),
      QUARKUS_MANAGEMENT_HOST: '127.0.0.1',
      QUARKUS_MANAGEMENT_PORT: String(management),
    },
  );
  const webrtcDoor = Program.start(
    'the WebRTC door',
    process.execPath,
    [repository('offline-realtime/webrtc-door/dist/main.js')],
    {
      PARLEY_DOOR_HOST: '127.0.0.1',
      PARLEY_DOOR_PORT: String(door),
      PARLEY_DOOR_MANAGEMENT_PORT: String(doorManagement),
      PARLEY_DOOR_UDP_PORTS: '0',
      PARLEY_OFFLINE_URL: `http://127.0.0.1:${http}/v1`,
    },
  );
  const stop = async () => {
    await Promise.all([webrtcDoor.stop(), engine.stop()]);
    await rm(folder, { recursive: true });
  };
  try {
    project.provide('eventSchema', deriveEventSchema());
    await engine.ready(`http://127.0.0.1:${management}/q/health/ready`, START_MILLIS);
    await webrtcDoor.ready(`http://127.0.0.1:${doorManagement}/q/health/ready`, START_MILLIS);
  } catch (error) {
    await stop();
    throw error;
  }
  project.provide('services', {
    http: `http://127.0.0.1:${http}/v1`,
    https: `https://localhost:${https}/v1`,
    certificate,
    door: `http://127.0.0.1:${door}/v1`,
  });
  return stop;
}

async function throwAwayCertificate(folder: string): Promise<string> {
  const { cert, private: key } = await generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] }],
  });
  await writeFile(join(folder, 'certificate.pem'), cert);
  await writeFile(join(folder, 'key.pem'), key, { mode: 0o600 });
  return cert;
}
