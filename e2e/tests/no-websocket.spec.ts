import { expect, test } from '../src/fixtures.ts';
import { ChatClient } from '../src/harness/chat-client.ts';
import { Broadcast } from '../src/pages/broadcast.ts';

/** What the browser itself says of a WebSocket that was refused, and of requests that were cut. */
const barred = /WebSocket connection to .* failed|ERR_(CONNECTION_RESET|CONNECTION_CLOSED|EMPTY_RESPONSE|FAILED)/;

/** As if the computer had come into another network: the page tries at once what it would try some time later. */
async function changeNetwork({ page }: Broadcast): Promise<void> {
  await page.evaluate(() => window.dispatchEvent(new Event('online')));
}

for (const how of ['refuse', 'swallow'] as const) {
  test(`chat goes on where a proxy would ${how} WebSockets, and moves to one when it can`, async ({
    open,
    framesOf,
    network,
    complaints,
  }) => {
    complaints.expect(barred);
    network.bar(how);
    const inside = new Broadcast(await open('broadcast', { origin: network.url }));
    const outside = new Broadcast(await open('broadcast'));
    await inside.isConnected();
    await outside.isConnected();
    await expect(inside.carrier).toHaveText('over HTTP');
    await expect(inside.path).toHaveAccessibleName(/you, HTTP \(up\) to signaling/);
    const run = crypto.randomUUID().slice(0, 8);

    await inside.say(`${run} from inside`);
    await expect(outside.message(`${run} from inside`)).toHaveCount(1);
    await outside.say(`${run} from outside`);
    const said = [`${run} from inside`, `${run} from outside`];
    await expect.poll(() => inside.textsWith(run)).toEqual(said);
    await expect(inside.page.getByText('POST /api/chat/messages').first()).toBeVisible();

    network.unbar();
    await changeNetwork(inside);
    await expect(inside.carrier).toHaveCount(0);
    await inside.isConnected();
    await inside.say(`${run} by socket`);
    await outside.say(`${run} the end`);
    said.push(`${run} by socket`, `${run} the end`);

    for (const page of [inside, outside]) await expect.poll(() => page.textsWith(run)).toEqual(said);
    expect(framesOf(inside.page).messages('received', 'welcome').at(-1)).toMatchObject({ resumed: true });
    await expect(inside.page.getByText(/You were away/)).toHaveCount(0);
  });
}

test('a chat that loses its WebSocket for good goes on over HTTP with exactly what it missed', async ({
  open,
  framesOf,
  gateway,
  network,
  complaints,
}) => {
  complaints.expect(barred);
  const away = new Broadcast(await open('broadcast', { origin: network.url }));
  await away.isConnected();
  const run = crypto.randomUUID().slice(0, 8);
  await away.say(`${run} before`);
  await expect(away.message(`${run} before`)).toHaveAttribute('data-delivery', 'delivered');
  const [welcome] = framesOf(away.page).messages('received', 'welcome');

  network.bar('refuse');
  await using other = await ChatClient.connect(gateway, 'other');
  const missed = await ChatClient.sayAll([other], 30, (index) => `${run} missed ${index}`);
  await away.say(`${run} mine`);
  await expect(away.carrier).toHaveText('over HTTP', { timeout: 30_000 });
  await expect(away.message(`${run} mine`)).toHaveAttribute('data-delivery', 'delivered');
  const before = [`${run} before`, ...missed, `${run} mine`];
  await expect.poll(() => away.textsWith(run)).toEqual(before);

  network.unbar();
  const coming = ChatClient.sayAll([other], 30, (index) => `${run} meanwhile ${index}`);
  await changeNetwork(away);
  const meanwhile = await coming;
  await expect(away.carrier).toHaveCount(0);
  await away.say(`${run} after`);

  await expect.poll(() => away.textsWith(run)).toEqual([...before, ...meanwhile, `${run} after`]);
  expect(framesOf(away.page).messages('received', 'welcome').at(-1)).toMatchObject({
    self: welcome?.self,
    resumed: true,
  });
});
