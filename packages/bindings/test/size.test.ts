// @vitest-environment node
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { FRAMEWORKS } from './support/build-app.ts';

/** Brotli-11 bytes that a binding may add to a site's own bundle. */
const MOST = { react: 390, vue: 260, svelte: 250 };

test.each(FRAMEWORKS)('the binding for %s keeps its budget', async (framework) => {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, `../src/${framework}.ts`)],
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    packages: 'external',
  });
  const bytes = brotliCompressSync(outputFiles[0]!.contents).length;
  expect(bytes).toBeLessThanOrEqual(MOST[framework]);
  const row = new RegExp(`/${framework}\`.*\\| ${bytes} B \\|$`, 'm');
  expect(readFileSync(join(import.meta.dirname, '../../../docs/personalise.md'), 'utf8')).toMatch(
    row,
  );
});
