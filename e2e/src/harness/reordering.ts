import type { Page } from '@playwright/test';

interface Message {
  readonly type: string;
  seq?: number;
}

/**
 * Lets a page's next candidate overtake the description that it belongs to. The server numbers its messages, so that the
 * two also change their numbers: to the page it looks as if its peer had sent them this way round.
 *
 * @returns how many descriptions were overtaken so far
 */
export async function letCandidatesOvertake(page: Page): Promise<() => number> {
  let overtaken = 0;
  await page.routeWebSocket('**/ws/rooms', (socket) => {
    const server = socket.connectToServer();
    let description: Message | undefined;
    server.onMessage((data) => {
      const message = JSON.parse(data.toString()) as Message;
      if (message.type === 'description' && description === undefined && overtaken === 0) {
        description = message;
        return;
      }
      if (message.type === 'candidate' && description !== undefined) {
        const early = { ...message, seq: description.seq };
        const late = { ...description, seq: message.seq };
        description = undefined;
        overtaken += 1;
        socket.send(JSON.stringify(early));
        socket.send(JSON.stringify(late));
        return;
      }
      socket.send(data);
    });
  });
  return () => overtaken;
}
