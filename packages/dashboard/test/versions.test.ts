import { expect, test } from 'vitest';
import { publications, readSource, readVersions } from '../src/data/versions.ts';

const at = (time: string) => Date.parse(time);

test('reads the list, and leaves out what it cannot read', () => {
  const versions = [{ seq: 2, issued: 5, note: 'x' }, { seq: '1' }, null];
  expect(readVersions({ versions })).toEqual([{ seq: 2, issued: 5 }]);
  expect(readVersions(null)).toEqual([]);
  expect(readVersions({})).toEqual([]);
});

test('a day with several publications is marked once, with the last, in the site’s zone', () => {
  const versions = [
    { seq: 3, issued: at('2026-11-22T23:30:00Z') },
    { seq: 2, issued: at('2026-11-22T10:00:00Z') },
    { seq: 1, issued: at('2026-11-22T09:00:00Z') },
  ];
  expect(publications(versions, 'Europe/Berlin')).toEqual([
    { day: '2026-11-23', label: 'v3' },
    { day: '2026-11-22', label: 'v2' },
  ]);
});

test.each([
  [{ source: '{"a":1}' }, { a: 1 }],
  [{ source: '{' }, null],
  [{}, null],
  [null, null],
])('the rule file in %j is %j', (body, file) => {
  expect(readSource(body)).toEqual(file);
});
