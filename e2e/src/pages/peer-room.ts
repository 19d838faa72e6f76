import { expect, type Locator, type Page } from '@playwright/test';

/** What tabs 2 and 3 have in common: a room to name, to be in, and to leave. */
export class PeerRoom {
  readonly page: Page;
  readonly status: Locator;
  readonly alert: Locator;

  constructor(page: Page) {
    this.page = page;
    this.status = page.getByRole('status').first();
    this.alert = page.getByRole('alert');
  }

  async join(room: string): Promise<void> {
    await this.page.getByRole('textbox', { name: 'Room name' }).fill(room);
    await this.page.getByRole('button', { name: 'Join', exact: true }).click();
  }

  async leave(): Promise<void> {
    await this.page.getByRole('button', { name: 'Leave', exact: true }).click();
  }

  async restartIce(): Promise<void> {
    await this.page.getByRole('button', { name: 'Restart ICE' }).click();
  }

  async shows(words: string): Promise<void> {
    await expect(this.status).toContainText(words, { timeout: 20_000 });
  }
}

/** Tab 2, as a person uses it. */
export class PeerChat extends PeerRoom {
  readonly messages: Locator;

  constructor(page: Page) {
    super(page);
    this.messages = page.getByRole('log', { name: 'Messages' }).locator('li[data-delivery]');
  }

  isConnected(): Promise<void> {
    return this.shows('Connected (P2P)');
  }

  async say(text: string): Promise<void> {
    await this.page.getByRole('textbox', { name: 'Message' }).fill(text);
    await this.page.getByRole('button', { name: 'Send' }).click();
  }

  message(text: string): Locator {
    return this.messages.filter({ hasText: text });
  }

  /** A text from each reaches the other. */
  static async talk(one: PeerChat, other: PeerChat): Promise<void> {
    const text = `over the channel ${crypto.randomUUID()}`;
    await one.say(`${text} there`);
    await expect(other.message(`${text} there`)).toHaveCount(1);
    await other.say(`${text} back`);
    await expect(one.message(`${text} back`)).toHaveCount(1);
  }
}

/** Tab 3, as a person uses it. */
export class Video extends PeerRoom {
  readonly own: Locator;
  readonly remote: Locator;

  constructor(page: Page) {
    super(page);
    this.own = page.getByLabel('You (local)');
    this.remote = page.locator('video[aria-label$="(remote)"]');
  }

  isConnected(): Promise<void> {
    return this.shows('Connected (P2P Video)');
  }
}
