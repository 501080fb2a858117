import { expect, test, vi } from 'vitest';
import { createConsent, type Purpose } from '../src/consent/consent.ts';

const PURPOSES: Purpose[] = [
  'storage',
  'personalization',
  'measurement',
  'advertising',
  'identity',
];
const allowed = (consent: { allows(purpose: Purpose): boolean }): Purpose[] =>
  PURPOSES.filter((purpose) => consent.allows(purpose));

test.each([
  { name: 'the site must ask', needed: true, gpc: undefined, kept: null, undecided: true, yes: [] },
  {
    name: 'the site need not ask',
    needed: false,
    gpc: undefined,
    kept: null,
    undecided: false,
    yes: PURPOSES,
  },
  {
    name: 'GPC',
    needed: false,
    gpc: true,
    kept: null,
    undecided: false,
    yes: PURPOSES.filter((p) => p !== 'advertising'),
  },
  { name: 'GPC off', needed: false, gpc: false, kept: null, undecided: false, yes: PURPOSES },
  { name: 'GPC as a word', needed: false, gpc: '1', kept: null, undecided: false, yes: PURPOSES },
  {
    name: 'a kept yes',
    needed: true,
    gpc: undefined,
    kept: '{"storage":true}',
    undecided: false,
    yes: ['storage'],
  },
  {
    name: 'a kept no',
    needed: false,
    gpc: undefined,
    kept: '{"storage":false}',
    undecided: false,
    yes: PURPOSES.slice(1),
  },
  {
    name: 'a kept yes to advertising under GPC',
    needed: true,
    gpc: true,
    kept: '{"advertising":true}',
    undecided: true,
    yes: [],
  },
  { name: 'damaged text', needed: true, gpc: undefined, kept: '{"stor', undecided: true, yes: [] },
  {
    name: 'kept values that are no booleans',
    needed: true,
    gpc: undefined,
    kept: '{"storage":1,"identity":"true"}',
    undecided: true,
    yes: [],
  },
])('starts from $name', ({ needed, gpc, kept, undecided, yes }) => {
  const consent = createConsent(
    !needed,
    gpc,
    () => kept,
    () => {},
  );
  expect(consent.undecided()).toBe(undecided);
  expect(allowed(consent)).toEqual(yes);
});

test('choices are laid over each other, and each is kept', () => {
  const keep = vi.fn();
  const consent = createConsent(false, undefined, () => null, keep);
  consent.set({ storage: true, measurement: true });
  consent.set({ measurement: false });
  expect(allowed(consent)).toEqual(['storage']);
  expect(keep.mock.calls.map(([text]) => JSON.parse(text))).toEqual([
    { storage: true, measurement: true },
    { storage: true, measurement: false },
  ]);
  consent.deny();
  expect(allowed(consent)).toEqual([]);
  expect(keep).toHaveBeenCalledTimes(2);
});

test('nothing turns advertising on under GPC', () => {
  const consent = createConsent(
    false,
    true,
    () => null,
    () => {},
  );
  consent.set({ advertising: true });
  expect(consent.allows('advertising')).toBe(false);
});

test('foreign keys, inherited keys and nonsense are passed over', () => {
  const consent = createConsent(
    false,
    undefined,
    () => null,
    () => {},
  );
  consent.set(JSON.parse('{"__proto__":{"storage":true},"constructor":1,"x":true}'));
  consent.set(Object.create({ storage: true }));
  for (const nonsense of [null, 1, 'storage', true]) consent.set(nonsense);
  expect(consent.choices()).toEqual({});
});
