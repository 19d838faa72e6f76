import { expect, test } from '../src/fixtures.ts';
import { clipOf } from '../src/harness/clips.ts';
import { openThings, sinceMedia } from '../src/harness/probe.ts';
import { wordErrorRate } from '../src/harness/words.ts';
import { routes, Transcribe } from '../src/pages/transcribe.ts';

const toleratedWordErrors = { webrtc: 0.1, websocket: 0.05, server: 0.05 };

/** A call carries nothing before it is connected, which takes a loaded machine some seconds the first time; the two other ways keep what is said at once. */
const leadMillis = { webrtc: 4_000, websocket: 0, server: 0 };

/** From the last sound to the press of Stop: a hand is no faster, and the page has not yet heard the turn end by itself. */
const handMillis = 400;

for (const route of routes) {
  test.describe(`transcription by ${route}`, () => {
    test('writes several turns of real speech while it is spoken', async ({ open, launch }) => {
      const clip = clipOf(['jfk', '0870_librivox', '0890_librivox'], { leadMillis: leadMillis[route] });
      const browser = await launch({ microphone: clip.path });
      const tab = new Transcribe(await open(`transcribe-${route}`, { browser }));

      await tab.start.click();
      const firstWordAt = await tab.firstWord();
      await expect
        .poll(() => sinceMedia(tab.page), { timeout: clip.millis + 15_000 })
        .toBeGreaterThan(clip.millis + handMillis);
      await tab.stop.click();
      const turns = await tab.finished();

      expect(firstWordAt - leadMillis[route], 'first word, in milliseconds of the clip').toBeLessThan(
        clip.millis / clip.turns.length,
      );
      // People pause within a sentence, too; but what was said after two seconds of silence is a turn of its own.
      expect(turns.length).toBeGreaterThanOrEqual(clip.turns.length);
      for (const beginning of [/^and so/i, /^and m/i, /^unless/i]) {
        expect(
          turns.filter((turn) => beginning.test(turn)),
          turns.join(' | '),
        ).toHaveLength(1);
      }
      const errors = wordErrorRate(clip.turns, turns);
      test.info().annotations.push({ type: 'word errors', description: `${(errors * 100).toFixed(1)} %` });
      expect(errors, turns.join(' | ')).toBeLessThanOrEqual(toleratedWordErrors[route]);

      await tab.copy.click();
      await expect.poll(() => tab.page.evaluate(() => navigator.clipboard.readText())).toBe(turns.join('\n'));
    });

    test('shows the last words after Stop, and starts again', async ({ open, launch }) => {
      const clip = clipOf(['0890_librivox'], { leadMillis: leadMillis[route] });
      const browser = await launch({ microphone: clip.path });
      const tab = new Transcribe(await open(`transcribe-${route}`, { browser }));

      await tab.start.click();
      await tab.firstWord();
      await expect.poll(() => sinceMedia(tab.page), { intervals: [50] }).toBeGreaterThan(clip.millis + handMillis);
      await tab.stop.click();
      const turns = await tab.finished();
      await expect.poll(() => openThings(tab.page)).toEqual({ sockets: 0, peers: 0, tracks: 0, audioContexts: 0 });
      expect(wordErrorRate(clip.turns, turns), turns.join(' | ')).toBeLessThanOrEqual(2 * toleratedWordErrors[route]);

      await tab.clear.click();
      await expect(tab.turns).toHaveCount(0);
      await expect(tab.copy).toBeDisabled();

      await tab.start.click();
      await tab.firstWord();
      await tab.page.getByRole('tab', { name: /Broadcast/ }).click();
      await expect.poll(() => openThings(tab.page)).toEqual({ sockets: 1, peers: 0, tracks: 0, audioContexts: 0 });
    });

    test('tells that the microphone was refused', async ({ open, launch }) => {
      const browser = await launch({ devices: 'refused' });
      const tab = new Transcribe(await open(`transcribe-${route}`, { browser }));

      await tab.start.click();

      await expect(tab.alert).toContainText('microphone was refused');
      await expect(tab.status).toContainText('Error');
      await expect(tab.start).toBeEnabled();
      expect(await openThings(tab.page)).toEqual({ sockets: 0, peers: 0, tracks: 0, audioContexts: 0 });
    });
  });
}
