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
  program: { format: 1 },
};
const LIMITS: BundleLimits = {
  site: 's',
  env: undefined,
  least: 5,
  now: NOW,
};

test.each([
  { name: 'a good one', change: {}, limits: {} },
  { name: 'one ms before it expires', change: { expires: NOW + 1 }, limits: {} },
  { name: 'the sequence that is held', change: { seq: 5 }, limits: {} },
  { name: 'a newer one', change: { seq: 6 }, limits: {} },
  { name: 'the environment asked for', change: {}, limits: { env: 'live' } },
])('takes $name', ({ change, limits }) => {
  const bundle = { ...GOOD, ...change };
  expect(checkBundle(bundle, { ...LIMITS, ...limits })).toBe(bundle);
});

test.each([
  { code: 'format', name: 'nothing', bundle: null },
  { code: 'format', name: 'text, as a captive portal sends', bundle: '<html>' },
  { code: 'format', name: 'a list', bundle: [] },
  { code: 'format', name: 'a later format', bundle: { ...GOOD, format: 2 } },
  { code: 'format', name: 'no program', bundle: { ...GOOD, program: null } },
  { code: 'format', name: 'a later program', bundle: { ...GOOD, program: { format: 2 } } },
  { code: 'site', name: 'of another site', bundle: { ...GOOD, site: 't' } },
  { code: 'seq', name: 'an older one', bundle: { ...GOOD, seq: 4 } },
  { code: 'seq', name: 'without sequence', bundle: { ...GOOD, seq: undefined } },
  { code: 'seq', name: 'with a sequence that is no number', bundle: { ...GOOD, seq: 'x' } },
  { code: 'expires', name: 'expired this ms', bundle: { ...GOOD, expires: NOW } },
  { code: 'expires', name: 'without an end', bundle: { ...GOOD, expires: undefined } },
])('refuses $name by $code', ({ code, bundle }) => {
  expect(() => checkBundle(bundle, LIMITS)).toThrow(`bundle: ${code}`);
});

test('refuses another environment where one is asked for', () => {
  expect(() => checkBundle(GOOD, { ...LIMITS, env: 'staging' })).toThrow('bundle: env');
});
