import { expect, test } from 'vitest';
import { type BundleLimits, checkBundle } from '../src/rules-source/check-bundle.ts';

const NOW = 1_000;
const GOOD = {
  format: 1,
  site: 's',
  env: 'live',
  seq: 5,
  issued: 0,
  expires: NOW + 1,
  program: 'p',
};
const LIMITS: BundleLimits = {
  site: 's',
  env: undefined,
  least: 5,
  now: NOW,
  prepare: async (program) => {
    if ((program as unknown) !== 'p') throw new Error('bad program');
  },
};

test.each([
  { name: 'a good one', change: {}, limits: {} },
  { name: 'one ms before it expires', change: { expires: NOW + 1 }, limits: {} },
  { name: 'the sequence that is held', change: { seq: 5 }, limits: {} },
  { name: 'a newer one', change: { seq: 6 }, limits: {} },
  { name: 'the environment asked for', change: {}, limits: { env: 'live' } },
])('takes $name', async ({ change, limits }) => {
  const bundle = { ...GOOD, ...change };
  expect(await checkBundle(bundle, { ...LIMITS, ...limits })).toBe(bundle);
});

test.each([
  { code: 'format', name: 'nothing', bundle: null },
  { code: 'format', name: 'text, as a captive portal sends', bundle: '<html>' },
  { code: 'format', name: 'a list', bundle: [] },
  { code: 'format', name: 'a later format', bundle: { ...GOOD, format: 2 } },
  { code: 'site', name: 'of another site', bundle: { ...GOOD, site: 't' } },
  { code: 'seq', name: 'an older one', bundle: { ...GOOD, seq: 4 } },
  { code: 'seq', name: 'without sequence', bundle: { ...GOOD, seq: undefined } },
  { code: 'seq', name: 'with a sequence that is no number', bundle: { ...GOOD, seq: 'x' } },
  { code: 'expires', name: 'expired this ms', bundle: { ...GOOD, expires: NOW } },
  { code: 'expires', name: 'without an end', bundle: { ...GOOD, expires: undefined } },
])('refuses $name by $code', async ({ code, bundle }) => {
  const attempt = checkBundle(bundle, LIMITS);
  await expect(attempt).rejects.toThrow(`bundle: ${code}`);
});

test('refuses another environment where one is asked for', async () => {
  await expect(checkBundle(GOOD, { ...LIMITS, env: 'staging' })).rejects.toThrow('bundle: env');
});

test('refuses what the engine refuses', async () => {
  await expect(checkBundle({ ...GOOD, program: 'x' }, LIMITS)).rejects.toThrow('bad program');
});
