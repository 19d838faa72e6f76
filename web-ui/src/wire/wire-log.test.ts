import { describe, expect, it, vi } from 'vitest';
import { WireLog, type WireLogOptions } from './wire-log';

function log(options: WireLogOptions = {}): WireLog {
  return new WireLog({ now: () => 0, schedule: (notify) => notify(), ...options });
}

describe('WireLog', () => {
  it('records frames with direction, channel, size and note', () => {
    const wire = log();
    wire.record('up', { type: 'hello' }, 'The first message.');
    wire.channel('data channel').record('down', new Uint8Array(480));
    expect(wire.entries).toMatchObject([
      { direction: 'up', channel: undefined, frame: '{"type":"hello"}', bytes: 16, note: 'The first message.' },
      { direction: 'down', channel: 'data channel', frame: 'binary, 480 bytes', bytes: 480 },
    ]);
  });

  it('keeps the newest', () => {
    const wire = log({ capacity: 3 });
    for (let i = 0; i < 10; i++) wire.record('up', String(i));
    expect(wire.entries.map(({ frame }) => frame)).toEqual(['7', '8', '9']);
    for (let i = 10; i < 12; i++) wire.record('up', String(i));
    expect(wire.entries.map(({ frame }) => frame)).toEqual(['9', '10', '11']);
  });

  it('cuts long frames and says by how much, and still knows their size', () => {
    const wire = log({ maxFrameCharacters: 10 });
    wire.record('down', 'x'.repeat(25));
    expect(wire.entries).toMatchObject([{ frame: `${'x'.repeat(10)}… (15 characters more)`, bytes: 25 }]);
  });

  it('counts frames of one kind that follow each other as one', () => {
    const wire = log();
    wire.record('up', 'a', { merge: 'audio' });
    expect(wire.entries).toHaveLength(1);
    wire.record('up', 'bb', { merge: 'audio' });
    wire.record('up', 'ccc', { merge: 'audio' });
    wire.record('down', 'text');
    wire.record('up', 'd', { merge: 'audio' });
    expect(wire.entries).toMatchObject([
      { frame: 'ccc', count: 3, bytes: 6 },
      { frame: 'text', count: 1 },
      { frame: 'd', count: 1 },
    ]);
  });

  it('counts what passes while it is paused', () => {
    const wire = log();
    wire.setPaused(true);
    wire.record('up', 'unseen');
    wire.record('up', 'unseen, too');
    expect(wire.entries).toEqual([]);
    wire.setPaused(false);
    expect(wire.entries).toMatchObject([{ note: '2 frames passed while paused', direction: undefined }]);
  });

  it('forgets when it is cleared', () => {
    const wire = log();
    wire.record('up', 'a', { merge: 'audio' });
    wire.clear();
    wire.record('up', 'b', { merge: 'audio' });
    expect(wire.entries).toMatchObject([{ frame: 'b', count: 1 }]);
  });

  it('hides what would let somebody else in', () => {
    const wire = log();
    wire.record('down', { type: 'welcome', resume: 'v1.secret', name: 'Ada' });
    wire.record('down', '{"iceServers":[{"username":"u","credential" : "secret"}],"value":"ek_secret-1.2"}');
    expect(JSON.stringify(wire.entries)).not.toContain('secret');
    expect(wire.entries[0]?.frame).toBe('{"type":"welcome","resume":"‹hidden›","name":"Ada"}');
  });

  it('tells its listeners of changes together, and only of changes', () => {
    const pending: (() => void)[] = [];
    const wire = log({ schedule: (notify) => pending.push(notify) });
    const listener = vi.fn();
    const unsubscribe = wire.subscribe(listener);
    wire.record('up', 'a');
    wire.record('up', 'b');
    expect(pending).toHaveLength(1);
    pending.shift()?.();
    expect(listener).toHaveBeenCalledTimes(1);
    expect(wire.entries).toBe(wire.entries);

    unsubscribe();
    wire.record('up', 'c');
    pending.shift()?.();
    expect(listener).toHaveBeenCalledTimes(1);
  });

  it('saves lines of JSON', () => {
    const wire = log();
    wire.record('up', 'a');
    wire.remark('b');
    expect(
      wire
        .toJsonLines()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toMatchObject([{ at: '1970-01-01T00:00:00.000Z', direction: 'up', frame: 'a' }, { note: 'b' }]);
  });
});
