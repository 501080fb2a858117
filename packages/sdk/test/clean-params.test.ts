import { expect, test } from 'vitest';
import { cleanParams, MAX_PARAM_CHARS } from '../src/capture/clean-params.ts';

const nest = (depth: number): unknown => (depth ? { a: nest(depth - 1) } : 1);

test.each([
  {
    name: 'plain values',
    given: { a: 1, b: 'x', c: true, d: null },
    kept: { a: 1, b: 'x', c: true, d: null },
  },
  { name: 'nothing at all', given: undefined, kept: {} },
  { name: 'a string', given: 'x', kept: {} },
  { name: 'an array', given: [1], kept: {} },
  {
    name: 'functions and symbols',
    given: { f() {}, s: Symbol('s'), u: undefined, a: 1 },
    kept: { a: 1 },
  },
  {
    name: 'numbers JSON cannot carry',
    given: { a: Number.NaN, b: 1 / 0, c: -0.5 },
    kept: { c: -0.5 },
  },
  { name: 'a bigint', given: { a: 1n }, kept: {} },
  { name: 'a date', given: { d: new Date(0) }, kept: { d: '1970-01-01T00:00:00.000Z' } },
  { name: 'holes in arrays', given: { a: [1, undefined, () => 1, 'x'] }, kept: { a: [1, 'x'] } },
  {
    name: 'an email in a text',
    given: { a: { b: ['to jane@mail.example'] } },
    kept: { a: { b: ['to (email)'] } },
  },
  { name: 'an element of the page', given: { el: document.body, a: 1 }, kept: { a: 1 } },
  {
    name: 'an object without prototype',
    given: Object.assign(Object.create(null), { a: 1 }),
    kept: { a: 1 },
  },
])('keeps what it can of $name', ({ given, kept }) => {
  expect(cleanParams(given)).toEqual(kept);
});

test('keeps 8 levels and cuts the ninth', () => {
  expect(JSON.stringify(cleanParams(nest(8)))).toBe(`${'{"a":'.repeat(8)}1${'}'.repeat(8)}`);
  expect(JSON.stringify(cleanParams(nest(9)))).toBe(`${'{"a":'.repeat(7)}{}${'}'.repeat(7)}`);
});

test('ends with a cycle', () => {
  const cycle: Record<string, unknown> = { a: 1 };
  cycle.self = cycle;
  expect(cleanParams(cycle).a).toBe(1);
});

test.each(['__proto__', 'constructor', 'prototype'])('refuses the key %s', (key) => {
  const hostile = JSON.parse(`{"${key}":{"polluted":1},"a":{"${key}":{"polluted":1}}}`);
  const clean = cleanParams(hostile);
  expect(Object.keys(clean)).toEqual(['a']);
  expect(clean.a).toEqual({});
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

test('takes exactly 8 KiB and not a byte more', () => {
  const room = MAX_PARAM_CHARS - '{"a":""}'.length;
  expect(cleanParams({ a: 'x'.repeat(room) })).not.toEqual({});
  expect(cleanParams({ a: 'x'.repeat(room + 1) })).toEqual({});
});
