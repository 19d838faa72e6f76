import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { classes, Message, methods, type RtpPacket } from 'werift';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Caller, tone } from '../support/caller';
import { DoorFixture } from '../support/door-fixture';
import { eventually } from '../support/eventually';
import { correlation } from '../support/signal';
import { freeUdpPair } from '../support/udp-ports';

let fixture: DoorFixture;

beforeEach(async () => {
  fixture = await DoorFixture.open();
});

afterEach(() => fixture.close());

const pcm = () => fixture.engine.session.pcm;

/** Sends packets at about the pace of a microphone, but ten times as fast. */
async function speak(caller: Caller, packets: readonly RtpPacket[]): Promise<void> {
  for (const packet of packets) {
    caller.send(packet);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** A connectivity check as anybody can write it. */
function bindingRequest(username: string, nominate: boolean): Buffer {
  const request = new Message(methods.BINDING, classes.REQUEST);
  request.setAttribute('USERNAME', username).setAttribute('PRIORITY', 1);
  if (nominate) request.setAttribute('USE-CANDIDATE', null).setAttribute('ICE-CONTROLLING', 1n);
  return request.addMessageIntegrity(Buffer.from('guess')).addFingerprint().bytes;
}

describe('audio', () => {
  test('reaches the engine whole, as PCM16 of 24 kHz in events of 20 to 100 ms', async () => {
    const { caller } = await fixture.call();
    const sent = tone(440, 2_000);
    await speak(caller, caller.encode(sent));
    await eventually(() => expect(pcm()).toHaveLength(sent.length));
    expect(correlation(sent, pcm())).toBeGreaterThan(0.95);
    const { appendMillis } = fixture.engine.session;
    expect(Math.min(...appendMillis)).toBeGreaterThanOrEqual(20);
    expect(Math.max(...appendMillis)).toBeLessThanOrEqual(100);
  });

  test('keeps its length and its sound when packets are swapped, doubled and lost', async () => {
    const { caller } = await fixture.call();
    const sent = tone(440, 2_000);
    const packets = caller.encode(sent);
    const hurt = packets.flatMap((packet, i) => {
      if (i % 20 === 5) return [];
      if (i % 20 === 10) return [packets[i + 1]!, packet];
      if (i % 20 === 11) return [];
      return i % 20 === 15 ? [packet, packet] : [packet];
    });
    await speak(caller, hurt);
    await eventually(() => expect(pcm()).toHaveLength(sent.length));
    expect(correlation(sent, pcm())).toBeGreaterThan(0.9);
    expect(await fixture.metric('rtp_packets_lost_total')).toBe(5);
    expect(await fixture.metric('audio_filled_seconds_total{way="concealed"}')).toBeCloseTo(0.1);
  });

  test('survives packets that are no Opus', async () => {
    const { caller } = await fixture.call();
    const damaged = () => caller.packet(Buffer.of(0xff, 0xff, 0xff));
    const packets = [...caller.encode(tone(440, 200)), damaged(), damaged(), ...caller.encode(tone(440, 200))];
    await speak(caller, packets);
    await eventually(() => expect(pcm()).toHaveLength(440 * 24));
    expect(await fixture.metric('opus_decode_errors_total')).toBe(2);
  });

  test('all of it is there before a commit, also what waits for a lost packet', async () => {
    const { caller } = await fixture.call();
    const packets = caller.encode(tone(440, 300));
    await speak(caller, [...packets.slice(0, 10), ...packets.slice(11, 14)]);
    await eventually(async () => expect(await fixture.metric('rtp_packets_total')).toBe(13));
    caller.channel.send('{"type":"input_audio_buffer.commit"}');
    await eventually(() => expect(fixture.engine.session.events).toHaveLength(1));
    expect(pcm()).toHaveLength(14 * 480);
  });
});

describe('strangers', () => {
  test('that send anything to the media port change nothing', async () => {
    await fixture.close();
    const port = await freeUdpPair();
    fixture = await DoorFixture.open({ PARLEY_DOOR_UDP_PORTS: `${port}-${port + 1}` });
    const caller = fixture.caller();
    const response = await fixture.post(await caller.offer());
    const stranger = createSocket('udp4');
    const send = (packet: Buffer) =>
      new Promise((resolve) => stranger.send(packet, port, '127.0.0.1', () => resolve(undefined)));
    const checks = [bindingRequest('abcd:efgh', true), bindingRequest('', false)];
    for (const first of [0, 1, 20, 63, 128, 200]) {
      const noise = randomBytes(200);
      noise[0] = first;
      await Promise.all([noise, Buffer.of(first), ...checks].map(send));
    }
    await caller.connect(await response.text());
    await Promise.all([randomBytes(100), ...checks].map(send));
    stranger.close();
    await speak(caller, caller.encode(tone(440, 200)));
    await eventually(() => expect(pcm()).toHaveLength(4_800));
  });
});

describe('events', () => {
  test('pass unchanged both ways', async () => {
    const { caller } = await fixture.call();
    const update = { type: 'session.update', event_id: 'mine', session: { type: 'transcription', bogus: [1, null] } };
    caller.channel.send(JSON.stringify(update));
    await eventually(() => expect(fixture.engine.session.events).toEqual([update]));
    const text = '{ "type":"session.updated",  "event_id":"é" }';
    fixture.engine.session.sendText(text);
    await eventually(() => expect(caller.messages.at(-1)).toBe(text));
  });

  test('of the engine that come before the channel opens are kept, in order', async () => {
    const caller = fixture.caller();
    const response = await fixture.post(await caller.offer());
    for (let n = 0; n < 50; n++) fixture.engine.session.send({ type: 'early', n });
    await caller.connect(await response.text());
    await eventually(() => expect(caller.events).toHaveLength(51));
    expect(caller.events[0]).toMatchObject({ type: 'session.created' });
    expect(caller.events.slice(1).map((event) => event.n)).toEqual(Array.from({ length: 50 }, (_, n) => n));
  });

  test('that nobody fetches end the call before they fill the memory', async () => {
    await fixture.post(await fixture.caller().offer());
    for (let n = 0; n < 20; n++) fixture.engine.session.send({ type: 'early', pad: 'x'.repeat(60_000) });
    await eventually(() => expect(fixture.engine.session.closeCode).toBe(1000));
    expect(await fixture.metric('calls_ended_total{reason="overflow"}')).toBe(1);
  });

  test('with audio are refused on the channel', async () => {
    const { caller } = await fixture.call();
    caller.channel.send('{"type":"input_audio_buffer.append","event_id":"mine","audio":"AAAA"}');
    await eventually(() => expect(caller.events).toHaveLength(2));
    expect(caller.events[1]).toMatchObject({
      type: 'error',
      event_id: expect.stringMatching(/^event_/) as string,
      error: {
        type: 'invalid_request_error',
        code: 'invalid_event_for_transport',
        param: 'type',
        event_id: 'mine',
      },
    });
    expect(pcm()).toHaveLength(0);
  });

  test('that are no JSON, or bytes, are the business of the engine', async () => {
    const { caller } = await fixture.call();
    caller.channel.send(Buffer.of(1, 2, 3));
    await eventually(() => expect(fixture.engine.session.binary).toEqual([Buffer.of(1, 2, 3)]));
  });

  test('of 100 KB pass', async () => {
    const { caller } = await fixture.call();
    fixture.engine.session.send({ type: 'big', pad: 'x'.repeat(100_000) });
    await eventually(() => expect(caller.events.map(({ type }) => type)).toEqual(['session.created', 'big']));
    expect(caller.messages[1]).toHaveLength(100_023);
  });

  test('that are larger than the channel carries are replaced by an error', async () => {
    const { caller } = await fixture.call();
    fixture.engine.session.send({ type: 'big', pad: 'x'.repeat(300_000) });
    await eventually(() => expect(caller.events.map(({ type }) => type)).toEqual(['session.created', 'error']));
    expect(caller.events[1]).toMatchObject({ error: { type: 'server_error', code: 'event_too_large' } });
  });

  test('go over the channel for events alone', async () => {
    const { caller } = await fixture.call({ label: 'chat' });
    caller.channel.send('{"type":"input_audio_buffer.commit"}');
    await speak(caller, caller.encode(tone(440, 200)));
    await eventually(() => expect(pcm()).toHaveLength(4_800));
    expect(fixture.engine.session.events).toEqual([]);
    expect(caller.messages).toEqual([]);
  });
});

describe('the end of a call', () => {
  const ended = (reason: string) => fixture.metric(`calls_ended_total{reason="${reason}"}`);

  test('comes when nothing of the caller has been heard for 8 s', async () => {
    const { caller } = await fixture.call();
    await caller.close();
    await eventually(async () => expect(await ended('silent')).toBe(1));
    await eventually(() => expect(fixture.engine.session.closeCode).toBe(1000));
    await eventually(async () => expect(await fixture.metric('calls_open')).toBe(0));
  });

  test('comes when the caller closes its channel', async () => {
    const { caller } = await fixture.call();
    caller.channel.close();
    await eventually(() => expect(fixture.engine.session.closeCode).toBe(1000));
    await eventually(async () => expect(await ended('channel_closed')).toBe(1));
  });

  test('comes with a hangup, and the caller sees the channel close', async () => {
    const { caller, id } = await fixture.call();
    await fixture.hangUp(id);
    await eventually(() => expect(caller.channel.readyState).toBe('closed'));
    await eventually(() => expect(fixture.engine.session.closeCode).toBe(1000));
  });

  test('comes when the engine ends the session, after all that it said', async () => {
    const { caller } = await fixture.call();
    for (let n = 0; n < 200; n++) fixture.engine.session.send({ type: 'last', n });
    const error = { type: 'invalid_request_error', code: 'session_expired', message: 'over', param: null };
    fixture.engine.session.send({ type: 'error', event_id: 'e', error });
    fixture.engine.session.close(1001);
    await eventually(() => expect(caller.channel.readyState).toBe('closed'));
    expect(caller.events.slice(1, 201).map((event) => event.n)).toEqual(Array.from({ length: 200 }, (_, n) => n));
    expect(caller.events[201]).toMatchObject({ error: { code: 'session_expired' } });
    expect(await ended('engine_closed')).toBe(1);
  });

  test('comes with an error of the door when the engine is cut off', async () => {
    const { caller } = await fixture.call();
    fixture.engine.session.cut();
    await eventually(() => expect(caller.channel.readyState).toBe('closed'));
    expect(caller.events.at(-1)).toMatchObject({
      type: 'error',
      error: { type: 'server_error', code: 'engine_closed' },
    });
  });

  test('comes to all calls when the door stops', async () => {
    const calls = await Promise.all([fixture.call(), fixture.call()]);
    await fixture.door.stop();
    for (const { caller } of calls) await eventually(() => expect(caller.channel.readyState).toBe('closed'));
    await eventually(() => expect(fixture.engine.sessions.map(({ closeCode }) => closeCode)).toEqual([1000, 1000]));
  });
});
