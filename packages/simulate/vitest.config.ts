import { defineConfig } from 'vitest/config';

// A loaded machine is slow, not wrong.
const testTimeout = 60_000;

export default defineConfig({
  test: {
    name: 'simulate',
    include: ['test/**/*.test.ts'],
    setupFiles: ['../../tools/seed-properties.ts'],
    testTimeout,
  },
});
