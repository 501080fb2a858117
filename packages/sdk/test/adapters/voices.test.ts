import { beforeEach, expect, test } from 'vitest';
import { strictest } from '../../src/adapters/consent/opinion.ts';
import { createVoice, voicesOf } from '../../src/adapters/consent/voices.ts';
import type { Choices } from '../../src/consent/consent.ts';
import { freshPage, setGpc } from './support/page.ts';

let win: Window & typeof globalThis;
let told: Choices[];
beforeEach(() => {
  ({ win, told } = freshPage());
});

test.each([
  { one: true, other: true, sum: true },
  { one: true, other: null, sum: null },
  { one: null, other: true, sum: null },
  { one: true, other: false, sum: false },
  { one: false, other: true, sum: false },
  { one: null, other: false, sum: false },
  { one: null, other: null, sum: null },
])('$one and $other are $sum', ({ one, other, sum }) => {
  expect(strictest([{ storage: one }, { storage: other }])).toEqual({ storage: sum });
});

test('who has nothing to say of a purpose stands in nobody’s way', () => {
  expect(strictest([{ storage: true }, {}, { advertising: false }])).toEqual({
    storage: true,
    advertising: false,
  });
});

test('a yes waits for every adapter that is here or announced, a no for none', () => {
  document.head.innerHTML = '<script data-adapters="tcf gpp gpt"></script>';
  const tcf = createVoice(win, 'tcf');
  tcf({ storage: true, advertising: false });
  expect(told).toEqual([{ advertising: false }]);
  const gpp = createVoice(win, 'gpp');
  expect(told).toHaveLength(1);
  gpp({ storage: true, advertising: true });
  expect(told).toEqual([{ advertising: false }, { storage: true }]);
  expect(voicesOf(win).said).toEqual({
    tcf: { storage: true, advertising: false },
    gpp: { storage: true, advertising: true },
  });
});

test('what has not changed is not told again, so that what the visitor said here stands', () => {
  const say = createVoice(win, 'cmp');
  say({ storage: true });
  say({ storage: true });
  say({ storage: false });
  say({ storage: false });
  expect(told).toEqual([{ storage: true }, { storage: false }]);
});

test('what was allowed and is open again has been taken back', () => {
  const say = createVoice(win, 'cmp');
  say({ storage: true, measurement: null });
  say({ storage: null, measurement: null });
  expect(told).toEqual([{ storage: true }, { storage: false }]);
});

test.each([
  { gpc: true, advertising: false },
  { gpc: false, advertising: true },
  { gpc: undefined, advertising: true },
  { gpc: '1', advertising: true },
  { gpc: 1, advertising: true },
])('Global Privacy Control $gpc: advertising $advertising', ({ gpc, advertising }) => {
  setGpc(gpc);
  createVoice(win, 'tcf')({ storage: true, advertising: true, identity: true });
  expect(told).toEqual([{ storage: true, advertising, identity: advertising }]);
});

test('before the SDK has come, its queue is told', () => {
  Reflect.deleteProperty(win, 'inkling');
  createVoice(win, 'tcf')({ storage: true });
  const { q } = (win as unknown as { inkling: { q: unknown[][] } }).inkling;
  expect(q.map((call) => call.slice(0, 2))).toEqual([['consent', [{ storage: true }]]]);
});
