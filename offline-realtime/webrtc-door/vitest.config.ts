import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // The decoder writes to the console what it also returns; the built door has no console.
    onConsoleLog: (log) => !log.startsWith('libopus'),
  },
});
