import { writeFile } from 'node:fs/promises';
import { test as base, expect, type Browser, type BrowserContextOptions, type Page } from '@playwright/test';
import { launchBrowser, type BrowserOptions } from './harness/browser.ts';
import { Frames } from './harness/frames.ts';
import { ConsoleGuard } from './harness/console-guard.ts';
import { installProbe } from './harness/probe.ts';
import { SeverableProxy } from './harness/severable-proxy.ts';

export { expect };

export interface OpenOptions {
  /** The page's origin; that of the gateway if it is left out. */
  readonly origin?: string;
  readonly browser?: Browser;
  readonly context?: BrowserContextOptions;
}

export interface Fixtures {
  /** What the pages of the test must not do: complain in their consoles. */
  readonly complaints: ConsoleGuard;
  /** Opens the page at a route such as `video?room=tea`, as one more person with a browser profile of their own. */
  readonly open: (route: string, options?: OpenOptions) => Promise<Page>;
  /** Every frame of a page that `open` opened, from its first socket on. */
  readonly framesOf: (page: Page) => Frames;
  /** One more browser, with devices of its own. */
  readonly launch: (options: BrowserOptions) => Promise<Browser>;
  /** A network that can be taken away, before the gateway. */
  readonly network: SeverableProxy;
  /** A room that no other test uses. */
  readonly room: string;
}

interface InternalFixtures {
  readonly wires: Map<Page, Frames>;
}

interface WorkerFixtures {
  /** Where the system under test is. */
  readonly gateway: URL;
  readonly fakeBrowser: Browser;
}

export const test = base.extend<Fixtures & InternalFixtures, WorkerFixtures>({
  gateway: [
    // eslint-disable-next-line no-empty-pattern -- the runner reads from the pattern which fixtures are needed
    async ({}, use) => {
      const url = process.env.PARLEY_E2E_URL;
      if (url === undefined) throw new Error('PARLEY_E2E_URL is not set: the setup of the run does that');
      await use(new URL(url));
    },
    { scope: 'worker' },
  ],

  fakeBrowser: [
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const browser = await launchBrowser();
      await use(browser);
      await browser.close();
    },
    { scope: 'worker' },
  ],

  complaints: [
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const guard = new ConsoleGuard();
      await use(guard);
      expect(guard.complaints, 'errors in the consoles of the pages').toEqual([]);
    },
    { auto: true },
  ],

  // eslint-disable-next-line no-empty-pattern
  wires: async ({}, use, testInfo) => {
    const wires = new Map<Page, Frames>();
    await use(wires);
    if (testInfo.status === testInfo.expectedStatus) return;
    for (const [index, wire] of [...wires.values()].entries()) {
      const path = testInfo.outputPath(`frames-${index}.txt`);
      await writeFile(path, wire.summary());
      await testInfo.attach(`frames of page ${index}`, { path });
    }
  },

  framesOf: async ({ wires }, use) => {
    await use((page) => {
      const frames = wires.get(page);
      if (frames === undefined) throw new Error('the frames are known of pages that `open` opened');
      return frames;
    });
  },

  open: async ({ gateway, fakeBrowser, complaints, wires }, use) => {
    const contexts: { close(): Promise<void> }[] = [];
    await use(async (route, { origin = gateway.origin, browser = fakeBrowser, context: options } = {}) => {
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
      contexts.push(context);
      await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin });
      const page = await context.newPage();
      complaints.watch(page);
      wires.set(page, new Frames(page));
      await installProbe(page);
      await page.goto(`${origin}/#/${route}`);
      return page;
    });
    await Promise.all(contexts.map((context) => context.close()));
  },

  // eslint-disable-next-line no-empty-pattern
  launch: async ({}, use) => {
    const browsers: Browser[] = [];
    await use(async (options) => {
      const browser = await launchBrowser(options);
      browsers.push(browser);
      return browser;
    });
    await Promise.all(browsers.map((browser) => browser.close()));
  },

  network: async ({ gateway }, use) => {
    await using proxy = await SeverableProxy.open(Number(gateway.port));
    await use(proxy);
  },

  // eslint-disable-next-line no-empty-pattern
  room: async ({}, use) => {
    await use(`room-${crypto.randomUUID().slice(0, 8)}`);
  },
});
