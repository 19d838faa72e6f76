import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // The decoder writes to the console what it also returns; the built door has no console.
    onConsoleLog: (log) => !log.startsWith('libopus'),
  },
});
