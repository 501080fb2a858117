import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'report',
    include: ['test/**/*.test.ts'],
    setupFiles: ['../../tools/seed-properties.ts'],
  },
});
