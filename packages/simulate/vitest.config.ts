import { defineConfig } from 'vitest/config';

export default defineConfig({ test: { name: 'simulate', include: ['test/**/*.test.ts'] } });
