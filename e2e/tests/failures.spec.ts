import { expect, test } from '../src/fixtures.ts';
import { clipOf } from '../src/harness/clips.ts';
import { Parley } from '../src/harness/parley.ts';
import { SeverableProxy } from '../src/harness/severable-proxy.ts';
import { wordErrorRate } from '../src/harness/words.ts';
import { routes, Transcribe } from '../src/pages/transcribe.ts';

/** Two words of the 35 that are spoken may be heard as others; a sentence that is lost, or said twice, is more. */
const misheard = 0.06;

/** A loaded machine may need a moment between the microphone's first sound and the page's first look at it. */
const leadMillis = 1_000;

/** What the browser itself says of requests that found nobody. */
const nobodyThere =
  /ERR_CONNECTION_REFUSED|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET|Unexpected response code|status of 50[23]/;

test('a service that dies in mid-session is told, and the next one is used', async ({ open, launch, complaints }) => {
  test.setTimeout(180_000);
  complaints.expect(nobodyThere);
  const clip = clipOf(['jfk', '0870_librivox', '0890_librivox', 'jfk']);
  const browser = await launch({ microphone: clip.path });
  const doomed = await Parley.start('doomed');
  const sessions: Transcribe[] = [];
  try {
    for (const route of routes) {
      const tab = new Transcribe(await open(`transcribe-${route}`, { origin: doomed.url, browser }));
      sessions.push(tab);
      await tab.start.click();
    }
    for (const tab of sessions) await expect(tab.status).toContainText('Listening');
  } finally {
    await doomed.kill();
  }

  for (const tab of sessions) await expect(tab.alert, 'told').toContainText(/Interrupted|Error/, { timeout: 20_000 });

  const next = await Parley.start('next', { portBase: doomed.portBase });
  try {
    for (const tab of sessions) {
      // It has come back by itself, or given up: which one depends on how long the start took.
      await expect(tab.status).toContainText(/Listening|Error/, { timeout: 60_000 });
      if ((await tab.status.textContent())?.includes('Listening')) await tab.stop.click();
      await expect(tab.start).toBeEnabled({ timeout: 30_000 });
      await tab.start.click();
      await tab.firstWord();
      await tab.page.close();
    }
  } finally {
    await Promise.all(sessions.map(({ page }) => page.close()));
    await next.stop();
  }
});

test('a node that is killed while somebody speaks costs no word, and none is written twice', async ({
  open,
  launch,
  gateway,
  complaints,
}) => {
  test.setTimeout(120_000);
  complaints.expect(nobodyThere);
  const clip = clipOf(['0870_librivox', '0890_librivox'], { leadMillis });
  const browser = await launch({ microphone: clip.path });
  const doomed = await Parley.start('killed');
  try {
    await using balancer = await SeverableProxy.open(doomed.portBase);
    const tabs = [];
    for (const route of ['websocket', 'server'] as const) {
      const tab = new Transcribe(await open(`transcribe-${route}`, { origin: balancer.url, browser }));
      tabs.push(tab);
      await tab.start.click();
    }
    for (const tab of tabs) await tab.firstWord();

    balancer.redirect(Number(gateway.port));
    await doomed.kill();

    for (const tab of tabs) {
      await expect(tab.turns.filter({ hasText: /disposed/i })).toHaveCount(1, { timeout: 45_000 });
      await tab.stop.click();
      const turns = await tab.finished();
      expect(wordErrorRate(clip.turns, turns), turns.join(' | ')).toBeLessThanOrEqual(misheard);
    }
  } finally {
    await doomed.kill();
  }
});

test('a connection that is cut is told at once, and no word of the rest is lost', async ({ open, launch, network }) => {
  const clip = clipOf(['0870_librivox', '0890_librivox'], { leadMillis });
  const browser = await launch({ microphone: clip.path });
  const tabs = [];
  for (const route of ['websocket', 'server'] as const) {
    const tab = new Transcribe(await open(`transcribe-${route}`, { origin: network.url, browser }));
    tabs.push(tab);
    await tab.start.click();
    await tab.firstWord();
  }

  network.cut();
  for (const tab of tabs) await expect(tab.alert).toContainText('Interrupted', { timeout: 5_000 });
  network.restore();

  for (const tab of tabs) {
    await expect(tab.status).toContainText('Listening');
    await expect(tab.turns.filter({ hasText: /disposed/i })).toHaveCount(1, { timeout: 30_000 });
    await tab.stop.click();
    const turns = await tab.finished();
    expect(wordErrorRate(clip.turns, turns), turns.join(' | ')).toBeLessThanOrEqual(misheard);
  }
});

for (const route of ['webrtc', 'websocket'] as const) {
  test(`an expired key is told by ${route}, and Start works again`, async ({ open, gateway, complaints }) => {
    complaints.expect(/status of 401/);
    const expired = await expiredKey(gateway);
    const tab = new Transcribe(await open(`transcribe-${route}`));
    await tab.page.route('**/api/transcription-session', async (minting) => {
      const response = await minting.fetch();
      const answer = (await response.json()) as Record<string, unknown>;
      await minting.fulfill({ response, json: { ...answer, value: expired } });
    });

    await tab.start.click();
    await expect(tab.alert).toContainText('key was refused or has expired');
    await expect(tab.status).toContainText('Error');

    await tab.page.unrouteAll();
    await tab.start.click();
    await expect(tab.status).toContainText('Listening');
  });
}

/** A key of the offline engine whose time is over: ten seconds are the least that the API gives. */
async function expiredKey(gateway: URL): Promise<string> {
  const response = await fetch(new URL('/v1/realtime/client_secrets', gateway), {
    method: 'POST',
    headers: { Authorization: 'Bearer offline', 'Content-Type': 'application/json' },
    body: JSON.stringify({ expires_after: { anchor: 'created_at', seconds: 10 }, session: { type: 'transcription' } }),
  });
  const secret = (await response.json()) as { readonly value: string; readonly expires_at: number };
  await expect.poll(() => Date.now() / 1000, { timeout: 15_000 }).toBeGreaterThan(secret.expires_at + 1);
  return secret.value;
}
