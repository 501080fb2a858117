import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'e2e',
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    fileParallelism: false,
    // After all others: a browser wants the machine for itself.
    sequence: { groupOrder: 1 },
  },
});
