import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { DoorFixture, MARKED_KEY } from '../support/door-fixture';

/** A body, or a text in which `…` stands for so many fillings. */
type Body = string | { readonly text: string; readonly fill: string; readonly fill_times: number };

interface Row {
  readonly name: string;
  /** Method and path. */
  readonly request: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly send: Body;
  readonly expect: { readonly status: number; readonly code: string | null };
}

const tables = resolve(import.meta.dirname, '../../../../docs/protocol/bad-input');
const { rows } = JSON.parse(readFileSync(resolve(tables, 'webrtc-door.json'), 'utf8')) as { rows: Row[] };

let fixture: DoorFixture;

beforeAll(async () => {
  fixture = await DoorFixture.open();
});

afterEach(async () => {
  const response = await fixture.post(await fixture.caller().offer());
  expect(response.status, 'somebody else is answered').toBe(201);
  const call = new URL(response.headers.get('location') ?? '', fixture.callsUrl);
  const headers = { authorization: `Bearer ${MARKED_KEY}` };
  expect((await fetch(`${call.href}/hangup`, { method: 'POST', headers })).status).toBe(200);
});

afterAll(async () => {
  await fixture.close();
});

function bytesOf(send: Body): Buffer {
  return Buffer.from(typeof send === 'string' ? send : send.text.replace('…', send.fill.repeat(send.fill_times)));
}

test.each(rows)('$name', async (row) => {
  const [method = '', path = ''] = row.request.split(' ');
  const headers = Object.entries(row.headers).map(([name, value]): [string, string] => [
    name,
    value.replace('KEY', MARKED_KEY),
  ]);

  const response = await fetch(new URL(path, fixture.callsUrl), { method, headers, body: bytesOf(row.send) });

  expect(response.status).toBe(row.expect.status);
  const { error } = (await response.json()) as { error: { code: string | null; message: string } };
  expect(error.code).toBe(row.expect.code);
  expect(error.message).not.toMatch(/Error:|\bat .*:\d+:\d+/);
  expect(fixture.logged.filter((line) => line.includes('"level":"error"'))).toEqual([]);
});
