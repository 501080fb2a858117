// @vitest-environment node
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { expect, test } from 'vitest';
import { createBundler } from '../bundle.ts';

/** Brotli-11 bytes of what a page would take, built as the SDK is. */
const MOST = [
  { entry: 'assign-entry.ts', most: 340 },
  { entry: 'decide-entry.ts', most: 880 },
  { entry: 'paywall-entry.ts', most: 1_172 },
];
/** Parts of a program by name, as they stand in its JSON. */
const PARTS = ['holdout', 'experiments', 'experiences', 'meters', 'offers'];

test.each(MOST)('$entry has at most $most bytes', async ({ entry, most }) => {
  const code = await createBundler(PARTS)(join(import.meta.dirname, 'support', entry), 'es');
  const options = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
  expect(brotliCompressSync(code, options).length).toBeLessThanOrEqual(most);
});
