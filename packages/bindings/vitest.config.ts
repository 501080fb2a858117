import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { name: 'bindings', include: ['test/**/*.test.ts'], environment: 'happy-dom' },
});
