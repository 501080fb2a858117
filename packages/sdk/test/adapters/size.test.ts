// @vitest-environment node
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const DIST = join(import.meta.dirname, '../../dist');

/** Brotli-11 bytes of each adapter, which is a file of its own. */
const MOST: { readonly [name: string]: number } = {
  'tcf.js': 1_400,
  'gpp.js': 1_350,
  'consent-mode.js': 1_450,
  'cmp.js': 1_800,
  'gpt.js': 1_700,
  'prebid.js': 1_600,
  'gtm.js': 1_450,
  'prebid-rtd.mjs': 1_400,
  'piano.js': 1_400,
  'poool.js': 1_400,
  'offerwall.js': 650,
  'swg.js': 950,
  'segment.js': 1_200,
  'check-events.js': 900,
};

const { files } = JSON.parse(readFileSync(join(DIST, 'manifest.json'), 'utf8')) as {
  files: { [file: string]: { brotli: number } };
};

test('every adapter has its budget', () => {
  expect(readdirSync(join(DIST, 'adapters')).sort()).toEqual(Object.keys(MOST).sort());
});

test.each(Object.entries(MOST))('%s has at most %i bytes', (name, most) => {
  expect(files[`adapters/${name}`]?.brotli).toBeLessThanOrEqual(most);
});

test.each(Object.keys(MOST))('%s turns no text into code or markup', (name) => {
  const text = readFileSync(join(DIST, 'adapters', name), 'utf8');
  expect(text).not.toMatch(/\beval\(|new Function|innerHTML|document\.write|<\/script|<!--/i);
});
