// @vitest-environment node
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { expect, test } from 'vitest';

const HERE = join(import.meta.dirname, '..');
const read = (file: string): Buffer => readFileSync(join(HERE, 'dist', file));
const brotli = (file: string): number =>
  brotliCompressSync(read(file), { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;

/** Brotli-11 bytes; a figure over its goal is a debt, and may only shrink. */
const MOST = [
  // Rules put contents into slots at the first frame, too.
  { file: 'boot.js', most: 819, goal: 1_000 },
  { file: 'stub.js', most: 250, goal: 600 },
  // With the exact books of reports, which most sites keep.
  { file: 'idle.js', most: 5_975, goal: 4_000 },
  { file: 'credit.js', most: 400, goal: 400 },
  { file: 'routes.js', most: 340, goal: 340 },
  { file: 'care.js', most: 1_220, goal: 1_220 },
  { file: 'shop.js', most: 620, goal: 700 },
  { file: 'capture.js', most: 1_600, goal: 1_600 },
  { file: 'arrival.js', most: 900, goal: 900 },
  { file: 'visible.js', most: 600, goal: 600 },
  { file: 'leave-out.js', most: 360, goal: 360 },
  // So did rarer windows, filters and kinds of events.
  { file: 'extra.js', most: 5_475, goal: 3_000 },
  { file: 'experiments.js', most: 4_005, goal: 4_000 },
  // With the books of reports, where the rules hold experiments.
  { file: 'outcomes.js', most: 1_200, goal: 1_200 },
  { file: 'markup.js', most: 1_120, goal: 1_200 },
  // The cookie for the edge, where the rules ask for one.
  { file: 'edge.js', most: 600, goal: 600 },
  { file: 'restore.js', most: 4_150, goal: 4_150 },
  // The whole engine: it saves, and brings a saved state up to newer rules.
  { file: 'fold.js', most: 8_550, goal: 8_550 },
  { file: 'late.js', most: 3_200, goal: 3_200 },
  { file: 'randomised.js', most: 800, goal: 800 },
  // Words to stop, too.
  { file: 'trust.js', most: 1_970, goal: 1_900 },
  { file: 'shadow.js', most: 1_700, goal: 1_700 },
  { file: 'rollout.js', most: 700, goal: 700 },
  { file: 'preview.js', most: 740, goal: 740 },
  { file: 'kill.js', most: 950, goal: 950 },
  { file: 'privacy.js', most: 3_750, goal: 4_000 },
  // Some 10,000 of it are the whole engine: it replays what the page's has seen.
  { file: 'inspector.js', most: 17_000, goal: 17_000 },
  { file: 'inkling.js', most: 10_793, goal: 10_000 },
];

test.each(MOST)('$file has at most $most bytes', ({ file, most }) => {
  expect(brotli(file)).toBeLessThanOrEqual(most);
});

test('the manifest tells sizes and hashes of every file', () => {
  const { version, files } = JSON.parse(read('manifest.json').toString());
  expect(version).toBe(JSON.parse(readFileSync(join(HERE, 'package.json'), 'utf8')).version);
  for (const { file } of MOST) {
    expect(files[file]).toMatchObject({ bytes: read(file).length, brotli: brotli(file) });
    expect(files[file].integrity).toMatch(/^sha384-[\w+/]{64}$/);
    expect(files[file].csp).toMatch(/^sha256-[\w+/]{43}=$/);
  }
});

test('no file could be cut short or change by the way it is put into a page', () => {
  for (const { file } of MOST) {
    const text = read(file).toString();
    expect(text).toBe(text.trim());
    expect(text).not.toMatch(/<\/script|<!--/i);
  }
});

test('nothing in the scripts turns text into code or markup', () => {
  for (const { file } of MOST) {
    expect(read(file).toString()).not.toMatch(/\beval\(|new Function|innerHTML|document\.write/);
  }
});
