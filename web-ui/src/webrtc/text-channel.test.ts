import { describe, expect, it, vi } from 'vitest';
import { WireLog } from '../wire/wire-log';
import { TextChannel } from './text-channel';

/** A data channel whose frames go straight to the other one. */
class FakeChannel extends EventTarget {
  readyState = 'connecting';
  other: FakeChannel | undefined;

  open(): void {
    this.readyState = 'open';
    this.dispatchEvent(new Event('open'));
  }

  send(data: string): void {
    this.other?.dispatchEvent(new MessageEvent('message', { data }));
  }
}

function end(channel: FakeChannel) {
  const wire = new WireLog({ schedule: () => undefined });
  const handlers = { onOpen: vi.fn(), onText: vi.fn(), onDelivered: vi.fn(), onClose: vi.fn() };
  return { wire, ...handlers, texts: new TextChannel(channel as unknown as RTCDataChannel, wire, handlers) };
}

describe('TextChannel', () => {
  it('carries a text and brings back that it arrived', () => {
    const [left, right] = [new FakeChannel(), new FakeChannel()];
    [left.other, right.other] = [right, left];
    const [ada, bob] = [end(left), end(right)];
    left.open();
    right.open();
    const at = new Date('2026-11-21T09:41:00Z');

    expect(ada.texts.send('1', 'Hello', at)).toBe(true);
    expect(bob.onText).toHaveBeenCalledExactlyOnceWith('1', 'Hello', at);
    expect(ada.onDelivered).toHaveBeenCalledExactlyOnceWith('1');
  });

  it('sends nothing while it is not open', () => {
    const channel = new FakeChannel();
    const send = vi.spyOn(channel, 'send');
    expect(end(channel).texts.send('1', 'Hello', new Date())).toBe(false);
    expect(send).not.toHaveBeenCalled();
  });

  it('reports what it does not understand, and goes on', () => {
    const channel = new FakeChannel();
    const { onText, wire } = end(channel);
    channel.open();
    for (const data of ['{', '{"type":"text"}', '{"type":"later"}', '{"type":"text","id":"1","text":"x","at":"now"}']) {
      channel.dispatchEvent(new MessageEvent('message', { data }));
    }
    expect(onText).not.toHaveBeenCalled();
    expect(wire.entries.filter(({ note }) => note?.startsWith('Not understood'))).toHaveLength(3);
  });
});
