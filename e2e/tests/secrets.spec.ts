import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '../src/fixtures.ts';
import { Parley } from '../src/harness/parley.ts';
import { QuotingUpstream } from '../src/harness/quoting-upstream.ts';
import { routes, Transcribe } from '../src/pages/transcribe.ts';

test('the key reaches nobody but the upstream', async ({ open, framesOf, complaints }) => {
  test.setTimeout(180_000);
  complaints.expect(/status of (401|50\d)/);
  const marked = `sk-marked-${crypto.randomUUID()}`;
  await using upstream = await QuotingUpstream.open();
  const environment = { OPENAI_API_KEY: marked, OPENAI_BASE_URL: upstream.baseUrl, QUARKUS_LOG_LEVEL: 'DEBUG' };
  const parley = await Parley.start('marked-key', { environment });
  const seen: string[] = [];
  try {
    for (const route of routes) {
      const page = await open('broadcast', { origin: parley.url });
      const frames = framesOf(page);
      const bodies: Promise<string>[] = [];
      page.on('response', (response) => {
        bodies.push(response.text().then((body) => `${response.url()} ${JSON.stringify(response.headers())} ${body}`));
      });
      await page.goto(`${parley.url}/#/transcribe-${route}`);
      const tab = new Transcribe(page);
      const refusals = upstream.refusals;
      await tab.start.click();
      await expect(tab.alert).toContainText('Error');
      expect(upstream.refusals, 'the upstream was asked').toBeGreaterThan(refusals);
      const responses = await Promise.allSettled(bodies);
      seen.push(
        await page.content(),
        ...frames.all.map(({ text }) => text),
        ...responses.map((response) => (response.status === 'fulfilled' ? response.value : '')),
      );
    }
    const info = await fetch(new URL('/api/transcription', parley.url));
    seen.push(await info.text());
  } finally {
    await parley.stop();
  }
  seen.push(parley.console);
  for (const file of await readdir(parley.logs)) seen.push(await readFile(join(parley.logs, file), 'utf8'));

  expect(seen.filter((text) => text.includes(marked) || text.includes('sk-marked'))).toEqual([]);
});
