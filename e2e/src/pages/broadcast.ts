import { expect, type Locator, type Page } from '@playwright/test';

/** Tab 1, as a person uses it. */
export class Broadcast {
  readonly page: Page;
  readonly status: Locator;
  readonly messages: Locator;
  /** Says so where it isn't a WebSocket. */
  readonly carrier: Locator;
  /** The way of the bytes. */
  readonly path: Locator;

  constructor(page: Page) {
    this.page = page;
    this.status = page.getByRole('status').filter({ hasText: /connect/i });
    this.carrier = page.getByText('over HTTP', { exact: true });
    this.path = page.getByRole('img', { name: /^Path of the bytes/ });
    this.messages = page.getByRole('log', { name: 'Messages' }).locator('li[data-delivery]');
  }

  async isConnected(): Promise<void> {
    await expect(this.status).toContainText('Connected as');
  }

  async say(text: string): Promise<void> {
    await this.page.getByRole('textbox', { name: 'Message' }).fill(text);
    await this.page.getByRole('button', { name: 'Send' }).click();
  }

  message(text: string): Locator {
    return this.messages.filter({ hasText: text });
  }

  /** The texts on the page that begin so, in the order in which they stand there. */
  async textsWith(beginning: string): Promise<string[]> {
    const texts = await this.messages.locator('span').filter({ hasText: beginning }).allTextContents();
    return texts.map((text) => text.trim()).filter((text) => text.startsWith(beginning));
  }
}
