import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readConfig } from '../src/config';
import { openDoor, type Door } from '../src/door';
import { createLog } from '../src/log';
import { Caller, tone } from './support/caller';
import { StandInEngine } from './support/stand-in-engine';

let engine: StandInEngine;
let door: Door;
let callers: Caller[];
const lines: string[] = [];

beforeEach(async () => {
  engine = await StandInEngine.start();
  door = await openDoor(
    readConfig({
      PARLEY_DOOR_PORT: '0',
      PARLEY_DOOR_MANAGEMENT_PORT: '0',
      PARLEY_DOOR_UDP_PORTS: '0',
      PARLEY_OFFLINE_URL: engine.url,
    }),
    createLog('debug', (line) => lines.push(line)),
  );
  callers = [];
});

afterEach(async () => {
  await Promise.all(callers.map((caller) => caller.close()));
  await door.stop();
  await engine.stop();
});

test('carries audio to the engine and events both ways', async () => {
  const caller = new Caller();
  callers.push(caller);
  const response = await fetch(`http://127.0.0.1:${door.port}/v1/realtime/calls`, {
    method: 'POST',
    headers: { authorization: 'Bearer ek_test', 'content-type': 'application/sdp' },
    body: await caller.offer(),
  });
  expect(response.status).toBe(201);
  await caller.connect(await response.text());
  await vi.waitFor(() => expect(caller.events).toMatchObject([{ type: 'session.created' }]));
  const sent = tone(440, 1_000);
  caller.send(...caller.encode(sent));
  await vi.waitFor(() => expect(engine.session.pcm.length).toBe(24_000));
  caller.channel.send('{"type":"input_audio_buffer.commit"}');
  await vi.waitFor(() => expect(engine.session.events).toEqual([{ type: 'input_audio_buffer.commit' }]));
});
