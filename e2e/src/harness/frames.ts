import { EventEmitter, once } from 'node:events';
import type { Page } from '@playwright/test';

/** A WebSocket frame that passed between a page and its server. */
export interface Frame {
  readonly direction: 'sent' | 'received';
  /** The path of the socket. */
  readonly path: string;
  /** By the clock of the tests. */
  readonly at: Date;
  /** Binary frames as their bytes read as Latin-1. */
  readonly text: string;
}

/** Every frame of a page's WebSockets from now on, in the order in which they pass. */
export class Frames {
  readonly all: Frame[] = [];
  readonly #passed = new EventEmitter();

  constructor(page: Page) {
    page.on('websocket', (socket) => {
      const path = new URL(socket.url()).pathname;
      const note = (direction: Frame['direction'], payload: string | Buffer): void => {
        const text = typeof payload === 'string' ? payload : payload.toString('latin1');
        this.all.push({ direction, path, at: new Date(), text });
        this.#passed.emit('frame');
      };
      socket.on('framesent', ({ payload }) => note('sent', payload));
      socket.on('framereceived', ({ payload }) => note('received', payload));
    });
  }

  /** One line a frame, with audio left out: what one wants to see when a test fails. */
  summary(): string {
    return this.all
      .filter(({ text }) => text.startsWith('{"') && !text.startsWith('{"type":"input_audio_buffer.append"'))
      .map(({ at, direction, path, text }) => `${at.toISOString()} ${direction} ${path} ${text.slice(0, 300)}`)
      .join('\n');
  }

  /** Returns once a message of this type has passed, which it may have done already; at once, as far as a test can. */
  async passed(direction: Frame['direction'], type: string): Promise<void> {
    while (this.messages(direction, type).length === 0) await once(this.#passed, 'frame');
  }

  /** The JSON messages of one type. */
  messages(direction: Frame['direction'], type: string): Readonly<Record<string, unknown>>[] {
    return this.all
      .filter((frame) => frame.direction === direction && frame.text.startsWith('{'))
      .map(({ text }) => JSON.parse(text) as Record<string, unknown>)
      .filter((message) => message.type === type);
  }
}
