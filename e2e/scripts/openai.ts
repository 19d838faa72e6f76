import { expect, test } from '../src/fixtures.ts';
import { clipOf } from '../src/harness/clips.ts';
import { sinceMedia } from '../src/harness/probe.ts';
import { wordErrorRate } from '../src/harness/words.ts';
import { routes, Transcribe } from '../src/pages/transcribe.ts';

/** Against the real OpenAI, with the key of the environment: it costs money, so it is asked for (`-Dopenai`). */
for (const route of routes) {
  test(`the real OpenAI transcribes by ${route}`, async ({ open, launch }) => {
    const clip = clipOf(['0870_librivox', '0890_librivox']);
    const browser = await launch({ microphone: clip.path });
    const tab = new Transcribe(await open(`transcribe-${route}`, { browser }));
    await expect(tab.page.getByText('Transcribing with OpenAI')).toBeVisible();

    await tab.start.click();
    const firstWordAt = await tab.firstWord();
    await expect.poll(() => sinceMedia(tab.page), { timeout: clip.millis + 15_000 }).toBeGreaterThan(clip.millis);
    await tab.stop.click();
    const turns = await tab.finished();

    expect(firstWordAt).toBeLessThan(clip.millis);
    expect(wordErrorRate(clip.turns, turns), turns.join(' | ')).toBeLessThanOrEqual(0.1);
  });
}
