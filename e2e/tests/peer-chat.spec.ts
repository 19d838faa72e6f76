import type { Page } from '@playwright/test';
import { expect, test } from '../src/fixtures.ts';
import { peerStat } from '../src/harness/probe.ts';
import { letCandidatesOvertake } from '../src/harness/reordering.ts';
import { SeverableProxy } from '../src/harness/severable-proxy.ts';
import { PeerChat, Video } from '../src/pages/peer-room.ts';

/** Two people who are connected in a room. */
async function pair(open: (route: string) => Promise<Page>, room: string): Promise<[PeerChat, PeerChat]> {
  const first = new PeerChat(await open('peer-chat'));
  await first.join(room);
  await first.shows('Waiting for peer');
  const second = new PeerChat(await open('peer-chat'));
  await second.join(room);
  await first.isConnected();
  await second.isConnected();
  return [first, second];
}

test('text goes from page to page, and the server sees none of it', async ({ open, framesOf, room }) => {
  const ada = new PeerChat(await open('peer-chat'));
  const adasFrames = framesOf(ada.page);
  await ada.join(room);
  await ada.shows('Waiting for peer');
  const bob = new PeerChat(await open('peer-chat'));
  const bobsFrames = framesOf(bob.page);
  await bob.join(room);
  await ada.isConnected();
  await bob.isConnected();
  const secret = `only between us ${crypto.randomUUID()}`;

  await ada.say(secret);
  await expect(bob.message(secret)).toHaveCount(1);
  await bob.say(`yes, ${secret}`);
  await expect(ada.message(`yes, ${secret}`)).toHaveCount(1);

  await expect.poll(() => peerStat(ada.page, 'data-channel', 'bytesSent')).toBeGreaterThan(secret.length);
  await expect.poll(() => peerStat(bob.page, 'data-channel', 'bytesReceived')).toBeGreaterThan(secret.length);
  for (const frames of [adasFrames, bobsFrames]) {
    expect(frames.messages('sent', 'description')).not.toHaveLength(0);
    expect(frames.all.filter(({ text }) => text.includes('only between us'))).toHaveLength(0);
  }
});

test('a third is told that the room is full, and the same name in tab 3 is another room', async ({ open, room }) => {
  const [first, second] = await pair(open, room);

  const third = new PeerChat(await open('peer-chat'));
  await third.join(room);
  await third.shows('Room is full');
  await expect(third.alert).toContainText('Room is full');

  const filming = new Video(await open('video'));
  await filming.join(room);
  await filming.shows('Waiting for peer');
  await PeerChat.talk(first, second);
});

test('leaving, closing the page and coming back are each told as what they are', async ({ open, room }) => {
  const [first, second] = await pair(open, room);

  await second.leave();
  await first.shows('Peer disconnected');
  await second.join(room);
  await first.isConnected();
  await second.isConnected();
  await PeerChat.talk(first, second);

  await second.page.close();
  await first.shows('Peer disconnected');
  const again = new PeerChat(await open(`peer-chat?room=${room}`));
  await again.isConnected();
  await first.isConnected();
  await PeerChat.talk(first, again);
});

test('the address of a room leads into it', async ({ open, room }) => {
  const first = new PeerChat(await open('peer-chat'));
  await first.join(room);
  await first.shows('Waiting for peer');

  await first.page.getByRole('button', { name: 'Copy link' }).click();
  const copied = (): Promise<string> => first.page.evaluate(() => navigator.clipboard.readText());
  await expect.poll(copied).toContain(room);
  const link = await copied();
  const guest = new PeerChat(await open(new URL(link).hash.replace('#/', '')));

  await guest.isConnected();
  await PeerChat.talk(first, guest);
});

test('candidates that come before their description are kept for it', async ({ open, room }) => {
  const first = new PeerChat(await open('broadcast'));
  const overtaken = await letCandidatesOvertake(first.page);
  await first.page.getByRole('tab', { name: /Peer chat/ }).click();
  await first.join(room);
  await first.shows('Waiting for peer');

  const second = new PeerChat(await open(`peer-chat?room=${room}`));

  await first.isConnected();
  await second.isConnected();
  expect(overtaken()).toBe(1);
  await PeerChat.talk(first, second);
});

test('a signaling socket that drops for 5 s during the negotiation spoils nothing', async ({
  open,
  framesOf,
  gateway,
  room,
  network,
}) => {
  // No answer comes before the cut: else there might be nothing left to negotiate.
  await using answering = await SeverableProxy.open(Number(gateway.port));
  const first = new PeerChat(await open('peer-chat', { origin: answering.url }));
  await first.join(room);
  await first.shows('Waiting for peer');
  const second = new PeerChat(await open('peer-chat', { origin: network.url }));

  answering.hold();
  await second.join(room);
  await framesOf(second.page).passed('sent', 'description');
  const cutAt = performance.now();
  network.cut();
  answering.release();
  await expect.poll(() => performance.now() - cutAt, { timeout: 10_000 }).toBeGreaterThan(5_000);
  network.restore();

  await second.isConnected();
  await first.isConnected();
  await PeerChat.talk(first, second);
});

test('the conversation goes on while the server is away', async ({ open, room, network }) => {
  const first = new PeerChat(await open('peer-chat'));
  await first.join(room);
  await first.shows('Waiting for peer');
  const second = new PeerChat(await open(`peer-chat?room=${room}`, { origin: network.url }));
  await first.isConnected();
  await second.isConnected();

  network.cut();
  await expect(first.alert).toContainText('has lost the server');
  await PeerChat.talk(first, second);
  network.restore();

  await expect(first.alert).toHaveCount(0);
  await expect(second.alert).toHaveCount(0);
  await PeerChat.talk(first, second);
});
