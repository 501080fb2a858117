import { expect, test } from 'vitest';
import { compare } from '../soak/compare.ts';

const cell = (mark: string) => `2026-11-23|*||value|mark:${mark}|`;

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
