import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DoorFixture } from '../support/door-fixture';

let fixture: DoorFixture;

beforeEach(async () => {
  fixture = await DoorFixture.open();
});

afterEach(() => fixture.close());

describe('management', () => {
  test('is live and ready while the engine answers', async () => {
    expect((await fetch(fixture.managementUrl('/q/health/live'))).status).toBe(200);
    const ready = await fetch(fixture.managementUrl('/q/health/ready'));
    expect(ready.status).toBe(200);
    expect(await ready.json()).toMatchObject({ status: 'UP' });
  });

  test('is live but not ready, and says why, when the engine is away', async () => {
    await fixture.engine.stop();
    expect((await fetch(fixture.managementUrl('/q/health/live'))).status).toBe(200);
    const ready = await fetch(fixture.managementUrl('/q/health/ready'));
    expect(ready.status).toBe(503);
    const body = (await ready.json()) as { status: string; checks: unknown[] };
    expect(body.status).toBe('DOWN');
    expect(body.checks).toContainEqual({
      name: 'engine',
      status: 'DOWN',
      data: { reason: 'PARLEY_OFFLINE_URL does not answer' },
    });
  });

  test('has metrics, and nothing else', async () => {
    const text = await (await fetch(fixture.managementUrl('/q/metrics'))).text();
    expect(text).toContain('parley_door_calls_open 0');
    expect((await fetch(fixture.managementUrl('/'))).status).toBe(404);
  });
});
