import type { Page } from '@playwright/test';

/** A WebSocket frame that passed between a page and its server. */
export interface Frame {
  readonly direction: 'sent' | 'received';
  /** The path of the socket. */
  readonly path: string;
  /** Binary frames as their bytes read as Latin-1. */
  readonly text: string;
}

/** Every frame of a page's WebSockets from now on, in the order in which they pass. */
export class Frames {
  readonly all: Frame[] = [];

  constructor(page: Page) {
    page.on('websocket', (socket) => {
      const path = new URL(socket.url()).pathname;
      const note = (direction: Frame['direction'], payload: string | Buffer): void => {
        const text = typeof payload === 'string' ? payload : payload.toString('latin1');
        this.all.push({ direction, path, text });
      };
      socket.on('framesent', ({ payload }) => note('sent', payload));
      socket.on('framereceived', ({ payload }) => note('received', payload));
    });
  }

  /** The JSON messages of one type. */
  messages(direction: Frame['direction'], type: string): Readonly<Record<string, unknown>>[] {
    return this.all
      .filter((frame) => frame.direction === direction && frame.text.startsWith('{'))
      .map(({ text }) => JSON.parse(text) as Record<string, unknown>)
      .filter((message) => message.type === type);
  }
}
