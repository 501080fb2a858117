import { foldRows, parseReport } from '@inkling/report';
import { expect, test } from 'vitest';
import { compare } from '../soak/compare.ts';
import { makeTraffic, mayBear, soakRules } from '../soak/traffic.ts';

const cell = (mark: string) => `2026-11-23|*||conversions|mark-${mark}|`;

test.each([
  { name: 'equal', ledger: { a: 2 }, held: { a: 2 }, lost: 0, doubled: 0, wrong: 0 },
  { name: 'one lost', ledger: { a: 2 }, held: { a: 1 }, lost: 1, doubled: 0, wrong: 1 },
  { name: 'all lost', ledger: { a: 2 }, held: {}, lost: 2, doubled: 0, wrong: 1 },
  { name: 'one twice', ledger: { a: 2 }, held: { a: 3 }, lost: 0, doubled: 1, wrong: 1 },
  {
    name: 'one lost and one twice',
    ledger: { a: 1, b: 1 },
    held: { a: 2 },
    lost: 1,
    doubled: 1,
    wrong: 2,
  },
  { name: 'from nowhere', ledger: {}, held: { z: 1 }, lost: 0, doubled: 1, wrong: 1 },
])('a soak sees $name', ({ ledger, held, lost, doubled, wrong }) => {
  const cells = (marks: object) =>
    new Map(Object.entries(marks).map(([mark, n]) => [cell(mark), n as number]));
  expect(compare(cells(ledger), cells(held))).toMatchObject({
    lostReports: lost,
    doubledReports: doubled,
    wrongCells: wrong,
  });
});

test('every report of a soak is one, is in the ledger, and bears a mark where it may', () => {
  const ledger = new Map<string, number>();
  const traffic = makeTraffic({ site: 'soak', from: '2026-11-17', seed: 1 }, ledger);
  const reports = Array.from({ length: 2_000 }, () => traffic.next().value);
  const held = new Map<string, number>();
  const { conversions } = soakRules('soak');
  for (const report of reports) {
    const { rows } = parseReport(report);
    foldRows(held, rows);
    const isMark = ({ bucket = '' }): boolean => bucket.startsWith('mark-');
    const bare = rows.filter((row) => !isMark(row));
    expect(rows.length - bare.length).toBe(
      bare.length > 0 && mayBear({ ...report, rows: bare }) ? 1 : 0,
    );
    for (const { bucket } of rows.filter(isMark)) expect(conversions).toHaveProperty(bucket!);
  }
  expect(held).toEqual(ledger);
  expect(new Set(reports.map(({ id }) => id)).size).toBe(2_000);
  const days = new Set(reports.map(({ id }) => id.slice(0, 10)));
  expect([...days].sort().filter((day) => day < '2026-11-17' || day > '2026-11-23')).toEqual([]);
  expect(days.size).toBe(7);
});
