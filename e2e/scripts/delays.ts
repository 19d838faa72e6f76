import { expect, test } from '../src/fixtures.ts';
import { clipOf, spoken, type Clip, type ClipName } from '../src/harness/clips.ts';
import { sinceMedia } from '../src/harness/probe.ts';
import { routes, Transcribe, type Route } from '../src/pages/transcribe.ts';

interface Delays {
  readonly route: Route;
  readonly clip: ClipName;
  /** From the beginning of the speech to the first word on the page. */
  readonly firstWordMillis: number;
  /** From the end of the speech to its final text on the page. */
  readonly finalMillis: number;
}

/** Measures, and asserts nothing: `npm run delays`. One after the other, so that they don't slow each other down. */
test('first words and final texts', async ({ open, launch }) => {
  test.setTimeout(240_000);
  const measured: Delays[] = [];
  for (const name of Object.keys(spoken) as ClipName[]) {
    const clip = clipOf([name], { leadMillis: 1_500 });
    for (const route of routes) {
      const browser = await launch({ microphone: clip.path });
      const tab = new Transcribe(await open(`transcribe-${route}`, { browser }));
      measured.push({ route, clip: name, ...(await delays(tab, clip)) });
      await browser.close();
    }
  }
  process.stdout.write(`\n${table(measured)}\n\n`);
});

async function delays(tab: Transcribe, clip: Clip): Promise<Pick<Delays, 'firstWordMillis' | 'finalMillis'>> {
  await tab.start.click();
  const firstWordMillis = (await tab.firstWord()) - clip.speech.fromMillis;
  await expect.poll(() => sinceMedia(tab.page), { intervals: [20], timeout: 30_000 }).toBeGreaterThan(clip.millis);
  await tab.page.waitForFunction(() => document.querySelector('[data-item]:last-child, [data-item]') !== null);
  await expect(tab.page.locator('[data-final="false"]')).toHaveCount(0, { timeout: 15_000 });
  return { firstWordMillis, finalMillis: (await sinceMedia(tab.page)) - clip.speech.toMillis };
}

function table(rows: readonly Delays[]): string {
  const lines = ['route      clip            first word   final text'];
  for (const { route, clip, firstWordMillis, finalMillis } of rows) {
    lines.push(`${route.padEnd(11)}${clip.padEnd(16)}${seconds(firstWordMillis)}${seconds(finalMillis)}`);
  }
  return lines.join('\n');
}

function seconds(millis: number): string {
  return `${(millis / 1000).toFixed(2)} s`.padStart(10);
}
