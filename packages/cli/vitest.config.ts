import { defineConfig } from 'vitest/config';

// Some tests start processes and replay whole data sets, which takes its time on a busy machine.
const testTimeout = 60_000;

export default defineConfig({
  test: { name: 'cli', include: ['test/**/*.test.ts'], testTimeout },
});
