import { expect, type Locator, type Page } from '@playwright/test';
import { sinceMedia } from '../harness/probe.ts';

/** The three routes of tabs 4 to 6. */
export const routes = ['webrtc', 'websocket', 'server'] as const;

export type Route = (typeof routes)[number];

/** Tabs 4 to 6, as a person uses them. */
export class Transcribe {
  readonly page: Page;
  readonly status: Locator;
  readonly alert: Locator;
  readonly start: Locator;
  readonly stop: Locator;
  readonly clear: Locator;
  readonly copy: Locator;
  /** The texts of the turns. */
  readonly turns: Locator;

  constructor(page: Page) {
    this.page = page;
    this.status = page.getByRole('status').first();
    this.alert = page.getByRole('alert');
    this.start = page.getByRole('button', { name: 'Start Transcription' });
    this.stop = page.getByRole('button', { name: 'Stop', exact: true });
    this.clear = page.getByRole('region').first().getByRole('button', { name: 'Clear' });
    this.copy = page.getByRole('button', { name: 'Copy transcript' });
    this.turns = page.getByRole('log', { name: 'Transcript' }).locator('[data-item]');
  }

  /** Waits for the first word; returns how many milliseconds after the microphone was opened it was seen. */
  async firstWord(): Promise<number> {
    await expect(this.turns.first()).toHaveText(/\w/, { timeout: 20_000 });
    return sinceMedia(this.page);
  }

  /** After Stop: waits until the session has ended; returns the texts of all turns, each of which is final by then. */
  async finished(): Promise<string[]> {
    await expect(this.status).toContainText('Disconnected', { timeout: 10_000 });
    await expect(this.page.locator('[data-final="false"]')).toHaveCount(0);
    const texts = await this.turns.allTextContents();
    return texts.map((text) => text.trim());
  }
}
