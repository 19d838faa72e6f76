import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Caller, tone } from './support/caller';
import { MARKED_KEY } from './support/door-fixture';
import { eventually } from './support/eventually';
import { StandInEngine } from './support/stand-in-engine';

/** The built door, in a folder where no dependency can be found. */
let folder: string;
let engine: StandInEngine;
let running: ChildProcess | undefined;
let lines: string[];

beforeAll(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'parley-door-')), 'dist');
  execFileSync(process.execPath, ['build.js', folder]);
});

afterAll(() => rmSync(join(folder, '..'), { recursive: true }));

beforeEach(async () => {
  engine = await StandInEngine.start();
  lines = [];
});

afterEach(async () => {
  running?.kill('SIGKILL');
  await engine.stop();
});

/** Starts the built door; everything that it writes is in {@link lines}. */
function start(settings: Record<string, string> = {}): ChildProcess {
  const env = {
    PARLEY_DOOR_PORT: '0',
    PARLEY_DOOR_MANAGEMENT_PORT: '0',
    PARLEY_DOOR_UDP_PORTS: '0',
    PARLEY_DOOR_LOG_LEVEL: 'debug',
    PARLEY_OFFLINE_URL: engine.url,
    ...settings,
  };
  const child = spawn(process.execPath, [join(folder, 'main.js')], { cwd: folder, env });
  for (const stream of [child.stdout, child.stderr]) createInterface(stream).on('line', (line) => lines.push(line));
  running = child;
  return child;
}

async function startedPort(): Promise<number> {
  await eventually(() => expect(lines).toHaveLength(1));
  return (JSON.parse(lines[0]!) as { port: number }).port;
}

describe('the built door', () => {
  test('runs alone, answers a call, and ends with 0 on SIGTERM while the call is open', async () => {
    expect(readdirSync(folder).sort()).toEqual(['main.js', 'main.js.LEGAL.txt', 'package.json']);
    const door = start();
    const caller = new Caller();
    const response = await fetch(`http://127.0.0.1:${await startedPort()}/v1/realtime/calls`, {
      method: 'POST',
      headers: { authorization: `Bearer ${MARKED_KEY}`, 'content-type': 'application/sdp' },
      body: await caller.offer(),
    });
    await caller.connect(await response.text());
    caller.send(...caller.encode(tone(440, 200)), caller.packet(Buffer.of(0xff, 0xff)));
    await eventually(() => expect(engine.session.pcm).toHaveLength(4_800));

    const signalled = performance.now();
    door.kill('SIGTERM');
    expect(await once(door, 'exit')).toEqual([0, null]);
    expect(performance.now() - signalled).toBeLessThan(5_000);
    await eventually(() => expect(caller.channel.readyState).toBe('closed'));
    await caller.close();

    const events = lines.map((line) => (JSON.parse(line) as { event: string }).event);
    expect(events).toEqual(['door.opened', 'call.connected', 'call.ended', 'door.closed']);
    expect(lines.join('\n')).not.toContain('MARKED');
  });

  test('says which setting is wrong, and ends with 1', async () => {
    const door = start({ PARLEY_DOOR_UDP_PORTS: 'some' });
    expect(await once(door, 'exit')).toEqual([1, null]);
    await eventually(() => expect(lines).toHaveLength(1));
    expect(JSON.parse(lines[0]!)).toMatchObject({
      level: 'error',
      event: 'door.misconfigured',
      reason: 'PARLEY_DOOR_UDP_PORTS must be a range of ports like 50000-50019, or 0, but is "some"',
    });
  });

  test('says that its port is taken, and ends with 1', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address() as { port: number };
    const door = start({ PARLEY_DOOR_PORT: String(address.port) });
    expect(await once(door, 'exit')).toEqual([1, null]);
    other.close();
    await eventually(() => expect(lines).toHaveLength(1));
    expect(lines[0]).toContain('EADDRINUSE');
  });
});
