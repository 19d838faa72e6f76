import * as v from 'valibot';
import { type Decoded, decoderOf } from '../protocol/decoding';
import { instant } from '../protocol/common';
import { type WireTap } from '../wire/wire-log';

const frames = [
  v.object({ type: v.literal('text'), id: v.string(), text: v.string(), at: instant }),
  /** The other page has shown the text of this id. */
  v.object({ type: v.literal('got'), id: v.string() }),
] as const;

type Frame = v.InferOutput<(typeof frames)[number]>;
const decode: (frame: string) => Decoded<Frame> = decoderOf(frames);

/** What goes over a data channel between two pages; no server sees it. */
export interface TextChannelHandlers {
  readonly onOpen: () => void;
  readonly onText: (id: string, text: string, at: Date) => void;
  readonly onDelivered: (id: string) => void;
  readonly onClose: () => void;
}

/** The longest text in bytes of UTF-8: with its frame, below what every browser takes in one message. */
export const maxTextBytes = 16_000;

/** Text between two pages over a reliable, ordered data channel, each acknowledged by the other page. */
export class TextChannel {
  /** The name by which both sides know the channel. */
  static readonly label = 'chat';

  readonly #channel: RTCDataChannel;
  readonly #tap: WireTap;

  constructor(channel: RTCDataChannel, tap: WireTap, handlers: TextChannelHandlers) {
    this.#channel = channel;
    this.#tap = tap;
    channel.addEventListener('open', () => {
      tap.remark('The data channel is open: from here on the text passes no server.');
      handlers.onOpen();
    });
    channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      if (typeof data === 'string') this.#receive(data, handlers);
    });
    channel.addEventListener('close', () => {
      tap.remark('The data channel is closed.');
      handlers.onClose();
    });
  }

  get isOpen(): boolean {
    return this.#channel.readyState === 'open';
  }

  /** @returns whether it went out */
  send(id: string, text: string, at: Date): boolean {
    return this.#send({ type: 'text', id, text, at: at.toISOString() });
  }

  #receive(data: string, handlers: TextChannelHandlers): void {
    const decoded = decode(data);
    if (decoded.kind !== 'message') {
      this.#tap.record('down', data, decoded.kind === 'bad' ? `Not understood: ${decoded.problem}.` : undefined);
      return;
    }
    const { message } = decoded;
    if (message.type === 'got') {
      this.#tap.record('down', data, 'The other page has it.');
      handlers.onDelivered(message.id);
      return;
    }
    this.#tap.record('down', data);
    handlers.onText(message.id, message.text, new Date(message.at));
    this.#send({ type: 'got', id: message.id });
  }

  #send(frame: Frame): boolean {
    if (!this.isOpen) return false;
    const data = JSON.stringify(frame);
    this.#tap.record('up', data);
    this.#channel.send(data);
    return true;
  }
}
