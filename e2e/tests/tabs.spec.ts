import { expect, test } from '../src/fixtures.ts';
import { openThings } from '../src/harness/probe.ts';
import { Broadcast } from '../src/pages/broadcast.ts';
import { PeerChat, Video } from '../src/pages/peer-room.ts';
import { showTab, tabs } from '../src/pages/tabs.ts';
import { routes, Transcribe } from '../src/pages/transcribe.ts';

const nothing = { sockets: 0, peers: 0, tracks: 0, audioContexts: 0 };

test('six tabs, of which the first is shown first', async ({ open }) => {
  const page = await open('broadcast');
  await expect(page.getByRole('tab')).toHaveCount(6);
  await expect(page.getByRole('tab', { selected: true })).toContainText('Broadcast');
  for (const { id, name } of tabs) {
    await showTab(page, name);
    await expect(page).toHaveURL(new RegExp(`#/${id}$`));
    await expect(page.getByRole('heading', { level: 2 }).first()).toBeVisible();
  }
});

test('leaving the broadcast closes its socket', async ({ open }) => {
  const page = await open('broadcast');
  await new Broadcast(page).isConnected();
  expect(await openThings(page)).toEqual({ ...nothing, sockets: 1 });

  await page.getByRole('tab', { name: /Peer chat/ }).click();

  await expect.poll(() => openThings(page)).toEqual(nothing);
});

test('leaving a peer chat closes its socket and its connection', async ({ open, room }) => {
  const first = new PeerChat(await open(`peer-chat?room=${room}`));
  await first.shows('Waiting for peer');
  const second = new PeerChat(await open(`peer-chat?room=${room}`));
  await first.isConnected();
  await second.isConnected();
  expect(await openThings(first.page)).toEqual({ ...nothing, sockets: 1, peers: 1 });

  await first.page.getByRole('tab', { name: /Peer video/ }).click();

  await expect.poll(() => openThings(first.page)).toEqual(nothing);
  await second.shows('Peer disconnected');
});

test('leaving a video call closes its socket and connection and frees the camera', async ({ open, room }) => {
  const first = new Video(await open('video'));
  await first.join(room);
  await first.shows('Waiting for peer');
  const second = new Video(await open('video'));
  await second.join(room);
  await first.isConnected();
  await second.isConnected();
  expect(await openThings(first.page)).toEqual({ ...nothing, sockets: 1, peers: 1, tracks: 2 });

  await first.page.getByRole('tab', { name: /Peer chat/ }).click();

  await expect.poll(() => openThings(first.page)).toEqual(nothing);
  await second.shows('Peer disconnected');
});

for (const route of routes) {
  test(`leaving a transcription by ${route} closes all that it opened`, async ({ open }) => {
    const tab = new Transcribe(await open(`transcribe-${route}`));
    await tab.start.click();
    await expect(tab.status).toContainText('Listening');
    expect(await openThings(tab.page)).toMatchObject({ tracks: 1 });

    await tab.page.getByRole('tab', { name: /Peer chat/ }).click();

    await expect.poll(() => openThings(tab.page)).toEqual(nothing);
  });
}
