import { cloudflareTest } from '@cloudflare/vitest-plugin';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [
    cloudflareTest({
      wrangler: { configPath: './wrangler.jsonc' },
      miniflare: {
        bindings: { INKLING_BOOTSTRAP_TOKEN: 'bootstrap-token-of-the-tests-0123456789' },
      },
    }),
  ],
  test: {
    name: 'edge-worker',
    include: ['test/**/*.test.ts'],
    // A loaded machine is slow, not wrong.
    testTimeout: 30_000,
    provide: { long: process.env.INKLING_LONG === '1' },
  },
});
