import type { ProgramSegment } from '@inkling/engine';
import type { ReportRow } from '@inkling/report';
import { expect, test } from 'vitest';
import { drawChurn } from '../src/shadow/draw-churn.ts';
import { keepRows } from '../src/shadow/keep-rows.ts';

const LIVE: ProgramSegment[] = [
  { id: 'a', def: 'A1' },
  { id: 'b', def: 'B1' },
  { id: 'c', def: 'C1' },
];
const SHADOW: ProgramSegment[] = [
  { id: 'a', def: 'A2' },
  { id: 'b', def: 'B1' },
  { id: 'c', def: 'C2' },
  { id: 'd', def: 'D1' },
];
const row = (subject: string, def: string, over: Partial<ReportRow> = {}): ReportRow => ({
  day: '2026-03-02',
  subject,
  def,
  metric: 'in',
  delta: 1,
  ...over,
});

test.each([
  { name: 'of everybody', row: row('*', ''), kept: false },
  { name: 'of a segment that is the same', row: row('b', 'B1'), kept: false },
  { name: 'of a segment that is defined anew', row: row('a', 'A2'), kept: true },
  { name: 'of a new segment', row: row('d', 'D1'), kept: true },
  { name: 'of a pair of which one is new', row: row('b&d', 'B1&D1'), kept: true },
  { name: 'of a pair of which one is defined anew', row: row('a&b', 'A2&B1'), kept: true },
  { name: 'of a pair that is the same', row: row('a&b', 'A1&B1'), kept: false },
  { name: 'of an arm', row: row('a', 'A2', { arm: 'x:y' }), kept: false },
])('a row $name is told: $kept', ({ row, kept }) => {
  expect(keepRows([row], LIVE)).toEqual(kept ? [row] : []);
});

const held = (...ids: string[]) =>
  [...'abcd'].map((segment) => ({ segment, in: ids.includes(segment), since: 0 }) as never);

test.each([
  { live: ['a'], shadow: ['a'], bucket: 'both' },
  { live: ['a'], shadow: [], bucket: 'first' },
  { live: [], shadow: ['a'], bucket: 'second' },
  { live: [], shadow: [], bucket: 'none' },
])('in $live and then in $shadow counts as $bucket', ({ live, shadow, bucket }) => {
  const drawn = drawChurn(
    '2026-03-02',
    { segments: LIVE, memberships: held(...live) },
    { segments: SHADOW, memberships: held(...shadow) },
    () => 0,
  );
  expect(drawn).toEqual([row('a&a', 'A1&A2', { metric: 'pair', bucket })]);
});

test('each segment that is defined anew is drawn as often, and no other', () => {
  let n = 0;
  const side = { memberships: [] };
  const draw = () =>
    drawChurn('', { ...side, segments: LIVE }, { ...side, segments: SHADOW }, () => n++)[0]
      ?.subject;
  expect([draw(), draw(), draw(), draw()]).toEqual(['a&a', 'c&c', 'a&a', 'c&c']);
  const same = { ...side, segments: LIVE };
  expect(drawChurn('', same, same, () => 0)).toEqual([]);
});
