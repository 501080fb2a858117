import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: ['packages/*/vitest.config.ts', '{demo,e2e,tools}/vitest.config.ts'],
  },
});
