import { expect, test } from '../src/fixtures.ts';
import { ChatClient } from '../src/harness/chat-client.ts';
import { Broadcast } from '../src/pages/broadcast.ts';

test('two pages chat, and the sender sees one copy', async ({ open }) => {
  const ada = new Broadcast(await open('broadcast'));
  const bob = new Broadcast(await open('broadcast'));
  await ada.isConnected();
  await bob.isConnected();
  const hello = `hello ${crypto.randomUUID()}`;
  const answer = `answer ${crypto.randomUUID()}`;

  await ada.say(hello);
  await expect(bob.message(hello)).toHaveCount(1);
  await bob.say(answer);
  await expect(ada.message(answer)).toHaveCount(1);

  await expect(ada.message(hello)).toHaveAttribute('data-delivery', 'delivered');
  await expect(ada.message(hello)).toHaveCount(1);
});

test('a page that was cut off comes back as the same person with exactly what it missed', async ({
  open,
  framesOf,
  network,
  gateway,
}) => {
  const page = await open('broadcast', { origin: network.url });
  const away = new Broadcast(page);
  await away.isConnected();
  const run = crypto.randomUUID().slice(0, 8);
  await away.say(`${run} before`);
  await expect(away.message(`${run} before`)).toHaveAttribute('data-delivery', 'delivered');

  const cutAt = performance.now();
  network.cut();
  await expect(page.getByRole('alert')).toBeVisible();
  await using left = await ChatClient.connect(gateway, 'left');
  await using right = await ChatClient.connect(gateway, 'right');
  const sent = await ChatClient.sayAll([left, right], 100, (index) => `${run} missed ${index}`);
  await expect.poll(() => performance.now() - cutAt, { timeout: 10_000 }).toBeGreaterThan(5_000);
  network.restore();

  await away.isConnected();
  const expected = [`${run} before`, ...sent];
  await expect.poll(() => away.textsWith(run)).toEqual(expected);
  await expect(page.getByRole('alert')).toHaveCount(0);
  const welcomes = framesOf(page).messages('received', 'welcome');
  expect(welcomes.length).toBeGreaterThan(1);
  expect(new Set(welcomes.map(({ self }) => JSON.stringify(self))).size).toBe(1);
  expect(welcomes.at(-1)).toMatchObject({ resumed: true });
  await away.say(`${run} after`);
  await expect(away.message(`${run} after`)).toHaveAttribute('data-delivery', 'delivered');
});

test('what is written while the network is away arrives once, later', async ({ open, network }) => {
  const away = new Broadcast(await open('broadcast', { origin: network.url }));
  const other = new Broadcast(await open('broadcast'));
  await away.isConnected();
  await other.isConnected();
  const text = `on its way ${crypto.randomUUID()}`;

  network.hold();
  await away.say(text);
  await expect(away.message(text)).toHaveAttribute('data-delivery', 'sending');
  network.cut();
  network.release();
  network.restore();

  await expect(away.message(text)).toHaveAttribute('data-delivery', 'delivered');
  // What comes twice comes before what is said later.
  await away.say(`${text}, and more`);
  for (const page of [away, other]) {
    await expect(page.message(`${text}, and more`)).toHaveCount(1);
    await expect(page.message(text)).toHaveCount(2);
  }
});
