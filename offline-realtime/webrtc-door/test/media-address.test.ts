import { afterEach, describe, expect, test } from 'vitest';
import { mediaAddress } from '../src/media-address';
import { DoorFixture } from './support/door-fixture';

const ports = { first: 1, last: 2 };
const of = (host: string, announcedAddress?: string) => mediaAddress({ host, announcedAddress, udpPorts: ports });

describe('mediaAddress', () => {
  test('names the bound address', () => {
    expect(of('192.0.2.1')).toEqual({ host: '192.0.2.1', announced: ['192.0.2.1'], ports });
  });

  test('names the announced address instead', () => {
    expect(of('0.0.0.0', '192.0.2.7').announced).toEqual(['192.0.2.7']);
  });

  test('names all addresses of this machine when all are bound', () => {
    expect(of('0.0.0.0').announced).toContain('127.0.0.1');
  });
});

describe('a call', () => {
  let fixture: DoorFixture;

  afterEach(() => fixture.close());

  test.each([
    [{ PARLEY_DOOR_HOST: '0.0.0.0', PARLEY_DOOR_ANNOUNCED_ADDRESS: '127.0.0.1' }, /127\.0\.0\.1 \d+ typ host/],
    [{ PARLEY_DOOR_HOST: '0.0.0.0' }, /127\.0\.0\.1 \d+ typ host/],
  ])('connects with %j', async (settings, candidate) => {
    fixture = await DoorFixture.open(settings);
    const { caller } = await fixture.call();
    expect(caller.connection.remoteDescription?.sdp).toMatch(candidate);
  });

  test('answer names the announced address alone', async () => {
    fixture = await DoorFixture.open({ PARLEY_DOOR_HOST: '0.0.0.0', PARLEY_DOOR_ANNOUNCED_ADDRESS: '192.0.2.7' });
    const answer = await (await fixture.post(await fixture.caller().offer())).text();
    const addresses = [...answer.matchAll(/a=candidate:\S+ 1 udp \d+ (\S+)/g)].map(([, address]) => address);
    expect(addresses).toEqual(['192.0.2.7', '192.0.2.7']);
  });
});
