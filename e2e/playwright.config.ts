import { defineConfig } from '@playwright/test';

/** Tests wait for what they expect, never for time to pass: these are only the limits of that. */
export default defineConfig({
  testDir: 'tests',
  outputDir: 'target/results',
  globalSetup: './src/setup.ts',
  // The tests of a file one after the other: speech recognition wants a core for itself.
  fullyParallel: false,
  workers: 2,
  forbidOnly: true,
  retries: 0,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  globalTimeout: 15 * 60_000,
  reporter: [['list'], ['junit', { outputFile: 'target/junit.xml' }]],
  use: { actionTimeout: 15_000, navigationTimeout: 15_000 },
  projects: [
    { name: 'parley', testDir: 'tests' },
    // What is looked at in browsers of a system that was deployed in another way than by the launcher.
    { name: 'deployed', testDir: '.', testMatch: ['deployed/*.spec.ts', 'tests/{tabs,transcribe}.spec.ts'] },
    { name: 'delays', testDir: 'scripts', testMatch: 'delays.ts' },
    { name: 'screenshots', testDir: 'scripts', testMatch: 'screenshots.ts' },
    { name: 'openai', testDir: 'scripts', testMatch: 'openai.ts' },
  ],
});
