import { expect, test, type OpenOptions } from '../src/fixtures.ts';
import { clipOf } from '../src/harness/clips.ts';
import { peerStat } from '../src/harness/probe.ts';
import { Video } from '../src/pages/peer-room.ts';
import { routes, Transcribe } from '../src/pages/transcribe.ts';

/** Where the system serves https, under a name that browsers don't take for localhost. */
const address = process.env.PARLEY_E2E_TLS_URL;
if (address === undefined) throw new Error('PARLEY_E2E_TLS_URL is not set: the https address of the system under test');
const { origin, hostname } = new URL(address);
const loopbackName = hostname;

/** As on a device whose owner trusts the local authority. */
const context: OpenOptions['context'] = { ignoreHTTPSErrors: true };

test('camera and microphone work from an address that is not localhost', async ({ open, launch, room }) => {
  const browser = await launch({ loopbackName });
  const ada = new Video(await open('video', { origin, browser, context }));
  const bob = new Video(await open('video', { origin, browser, context }));

  await ada.join(room);
  await ada.shows('Waiting for peer');
  await bob.join(room);

  for (const { page } of [ada, bob]) {
    await expect.poll(() => peerStat(page, 'inbound-rtp', 'framesDecoded', 'video')).toBeGreaterThan(0);
    await expect.poll(() => peerStat(page, 'inbound-rtp', 'totalAudioEnergy', 'audio')).toBeGreaterThan(0);
  }
});

for (const route of routes) {
  test(`speech is transcribed by ${route} from an address that is not localhost`, async ({ open, launch }) => {
    const clip = clipOf(['jfk'], { leadMillis: 1_500 });
    const browser = await launch({ microphone: clip.path, loopbackName });
    const tab = new Transcribe(await open(`transcribe-${route}`, { origin, browser, context }));

    await tab.start.click();

    // A call loses what is said before it is connected; the clip says this at its end.
    await expect(tab.turns.last()).toContainText(/country/i, { timeout: clip.millis + 20_000 });
  });
}
