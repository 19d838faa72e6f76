import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { BrowserContextOptions, Page } from '@playwright/test';
import { expect, test } from '../src/fixtures.ts';
import { clipOf } from '../src/harness/clips.ts';
import { repository } from '../src/harness/paths.ts';
import { peerStat } from '../src/harness/probe.ts';
import { Broadcast } from '../src/pages/broadcast.ts';
import { PeerChat, Video } from '../src/pages/peer-room.ts';
import { routes, Transcribe } from '../src/pages/transcribe.ts';

/** Pictures of every tab in use, for the documentation: `npm run screenshots`. */
const folder = resolve(repository, 'docs/images');

const looks: Readonly<Record<string, BrowserContextOptions>> = {
  light: { colorScheme: 'light', viewport: { width: 1280, height: 860 } },
  dark: { colorScheme: 'dark', viewport: { width: 1280, height: 860 } },
  phone: { colorScheme: 'light', viewport: { width: 360, height: 740 } },
};

async function picture(page: Page, tab: string, look: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: resolve(folder, `${tab}-${look}.png`), animations: 'disabled' });
}

for (const [look, context] of Object.entries(looks)) {
  test(`broadcast, ${look}`, async ({ open }) => {
    const ada = new Broadcast(await open('broadcast', { context }));
    const bob = new Broadcast(await open('broadcast'));
    await ada.isConnected();
    await bob.isConnected();
    await bob.say('Does it keep what I missed in the tunnel?');
    await ada.say('It does. Cut your network and see.');
    await bob.say('Both came, once, in order.');
    await ada.say('Off to peer chat, then!');
    await expect(ada.messages.last()).toHaveAttribute('data-delivery', 'delivered');
    await picture(ada.page, 'broadcast', look);
  });

  test(`peer chat, ${look}`, async ({ open }) => {
    const room = `tea-${look}`;
    const ada = new PeerChat(await open(`peer-chat?room=${room}`, { context }));
    await ada.shows('Waiting for peer');
    const bob = new PeerChat(await open(`peer-chat?room=${room}`));
    await ada.isConnected();
    await bob.isConnected();
    await ada.say('Can the server read this?');
    await bob.say('It only introduced us. Look at the wire.');
    await expect(ada.messages).toHaveCount(2);
    await picture(ada.page, 'peer-chat', look);
  });

  test(`peer video, ${look}`, async ({ open }) => {
    const room = `film-${look}`;
    const ada = new Video(await open('video', { context }));
    await ada.join(room);
    await ada.shows('Waiting for peer');
    const bob = new Video(await open('video'));
    await bob.join(room);
    await ada.isConnected();
    await expect.poll(() => peerStat(ada.page, 'inbound-rtp', 'framesDecoded', 'video')).toBeGreaterThan(30);
    await picture(ada.page, 'video', look);
  });

  for (const route of routes) {
    test(`transcription by ${route}, ${look}`, async ({ open, launch }) => {
      const clip = clipOf(['0890_librivox', '0870_librivox']);
      const browser = await launch({ microphone: clip.path });
      const tab = new Transcribe(await open(`transcribe-${route}`, { browser, context }));
      await tab.start.click();
      await tab.firstWord();
      await expect(tab.turns.last()).toHaveText(/dashwood/i, { timeout: clip.millis });
      await picture(tab.page, `transcribe-${route}`, look);
    });
  }
}
