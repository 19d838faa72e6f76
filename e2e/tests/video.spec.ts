import type { Page } from '@playwright/test';
import { expect, test } from '../src/fixtures.ts';
import { openThings, peerStat } from '../src/harness/probe.ts';
import { Video } from '../src/pages/peer-room.ts';

async function call(first: Video, second: Video, room: string): Promise<void> {
  await first.join(room);
  await first.shows('Waiting for peer');
  await second.join(room);
  await first.isConnected();
  await second.isConnected();
}

/** Pictures are decoded, and there is sound in what comes in. */
async function seesAndHears(page: Page): Promise<void> {
  const frames = await peerStat(page, 'inbound-rtp', 'framesDecoded', 'video');
  const energy = await peerStat(page, 'inbound-rtp', 'totalAudioEnergy', 'audio');
  await expect.poll(() => peerStat(page, 'inbound-rtp', 'framesDecoded', 'video')).toBeGreaterThan(frames);
  await expect.poll(() => peerStat(page, 'inbound-rtp', 'totalAudioEnergy', 'audio')).toBeGreaterThan(energy);
}

/** How the page's connection is reached: it changes with each restart of ICE. */
function iceUser(page: Page): Promise<string | undefined> {
  return page.evaluate(() => {
    const sdp = window.parleyProbe.peers.at(-1)?.localDescription?.sdp;
    return sdp?.match(/a=ice-ufrag:(\S+)/)?.[1];
  });
}

function signalingState(page: Page): Promise<RTCSignalingState | undefined> {
  return page.evaluate(() => window.parleyProbe.peers.at(-1)?.signalingState);
}

test('both see and hear the other, and themselves at once', async ({ open, room }) => {
  const ada = new Video(await open('video'));
  const bob = new Video(await open('video'));
  await ada.join(room);
  await expect(ada.own).toBeVisible();
  await ada.shows('Waiting for peer');
  await bob.join(room);
  await ada.isConnected();
  await bob.isConnected();

  for (const { page, remote } of [ada, bob]) {
    await seesAndHears(page);
    await expect.poll(() => remote.evaluate((video: HTMLVideoElement) => video.videoWidth)).toBeGreaterThan(0);
  }

  await bob.leave();
  await ada.shows('Peer disconnected');
  await expect(ada.remote).toHaveCount(0);
  await expect.poll(() => openThings(bob.page)).toEqual({ sockets: 0, peers: 0, tracks: 0, audioContexts: 0 });
});

test('a refused camera is told, and nobody is called', async ({ open, framesOf, launch, room }) => {
  const browser = await launch({ devices: 'refused' });
  const page = await open('video', { browser });
  const frames = framesOf(page);
  const refused = new Video(page);

  await refused.join(room);

  await refused.shows('Error');
  await expect(refused.alert).toContainText('refused');
  expect(frames.messages('sent', 'join')).toHaveLength(0);
  expect(await openThings(page)).toEqual({ sockets: 0, peers: 0, tracks: 0, audioContexts: 0 });
});

test('a restart of ICE renegotiates within the same call', async ({ open, room }) => {
  const ada = new Video(await open('video'));
  const bob = new Video(await open('video'));
  await call(ada, bob, room);
  await seesAndHears(bob.page);
  const before = await iceUser(ada.page);

  await ada.restartIce();

  await expect.poll(() => iceUser(ada.page)).not.toBe(before);
  await expect.poll(() => signalingState(ada.page)).toBe('stable');
  await ada.isConnected();
  await bob.isConnected();
  await seesAndHears(ada.page);
  await seesAndHears(bob.page);
  expect(await ada.page.evaluate(() => window.parleyProbe.peers.length)).toBe(1);
  expect(await bob.page.evaluate(() => window.parleyProbe.peers.length)).toBe(1);
});

test('offers that cross resolve', async ({ open, room, network }) => {
  const ada = new Video(await open('video', { origin: network.url }));
  const bob = new Video(await open('video', { origin: network.url }));
  await call(ada, bob, room);
  const before = await Promise.all([iceUser(ada.page), iceUser(bob.page)]);

  network.hold();
  await ada.restartIce();
  await bob.restartIce();
  await expect.poll(() => signalingState(ada.page)).toBe('have-local-offer');
  await expect.poll(() => signalingState(bob.page)).toBe('have-local-offer');
  network.release();

  for (const [index, { page }] of [ada, bob].entries()) {
    await expect.poll(() => signalingState(page)).toBe('stable');
    await expect.poll(() => iceUser(page)).not.toBe(before[index]);
  }
  await ada.isConnected();
  await bob.isConnected();
  await seesAndHears(ada.page);
  await seesAndHears(bob.page);
});
