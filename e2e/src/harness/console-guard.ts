import type { Page } from '@playwright/test';

/** Collects what pages complain of in their consoles. What a test provokes it names beforehand; all else is a failure. */
export class ConsoleGuard {
  readonly #complaints: string[] = [];
  readonly #expected: RegExp[] = [];

  watch(page: Page): void {
    page.on('console', (message) => {
      if (message.type() === 'error') this.#note(`${message.text()} (${message.location().url})`);
    });
    page.on('pageerror', (error) => this.#note(String(error)));
  }

  /** The browser itself reports each answer of 400 and above as an error: here are those that the test asks for. */
  expect(pattern: RegExp): void {
    this.#expected.push(pattern);
  }

  get complaints(): readonly string[] {
    return this.#complaints.filter((complaint) => !this.#expected.some((pattern) => pattern.test(complaint)));
  }

  #note(complaint: string): void {
    this.#complaints.push(complaint);
  }
}
