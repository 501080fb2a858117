import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseReport, splitReports } from '../src/index.ts';
import {
  type BitState,
  contributeBit,
  flipChance,
  privacyMost,
  privacySpent,
} from '../src/randomised/index.ts';
import { DAY, MONDAY, makeRandom, UTC } from './helpers.ts';

const segments = (n: number) => Array.from({ length: n }, (_, i) => ({ id: `s${i}`, def: 'h' }));

/** Lives through days, in the segments that `held` names, and tells the bits. */
function live(
  days: readonly { at: number; held: readonly string[] }[],
  { seed = 1, epsilon = 1, of = 5 } = {},
) {
  const random = makeRandom(seed);
  let state: BitState | null = null;
  const bits = days.flatMap(({ at, held }) => {
    const step = contributeBit(state, {
      t: MONDAY + at * DAY,
      program: { zone: UTC, segments: segments(of) },
      memberships: held.map((segment) => ({ segment, in: true, known: true, since: 0 })),
      ...{ epsilon, random },
    });
    state = step.state;
    return step.rows.map((row) => ({ ...row, truth: held.includes(row.subject) }));
  });
  return { bits, state: state! as BitState };
}

test.each([
  { epsilon: Math.log(3), chance: 0.25 },
  { epsilon: 0, chance: 0.5 },
  { epsilon: 14, chance: 1 / (1 + Math.exp(14)) },
])('flips with chance $chance at ε = $epsilon', ({ epsilon, chance }) => {
  expect(flipChance(epsilon)).toBeCloseTo(chance, 12);
});

const days = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 60, noNaN: true }),
    held: fc.subarray(['s0', 's1', 's2', 's3', 's4']),
  }),
  { minLength: 1, maxLength: 60 },
);

test('one bit on each day with a visit, the same answer to the same truth, within the ledger', () => {
  fc.assert(
    fc.property(days, fc.nat(1_000_000), (unsorted, seed) => {
      const plans = [...unsorted].sort((a, b) => a.at - b.at);
      const { bits, state } = live(plans, { seed });
      // The Monday begins ten hours before the first instant.
      const visited = new Set(plans.map(({ at }) => Math.floor(at + 10 / 24)));
      expect(bits).toHaveLength(visited.size);
      const answers = new Map<string, string>();
      for (const { subject, truth, bucket } of bits) {
        const key = `${subject} ${truth}`;
        expect(answers.get(key) ?? bucket).toBe(bucket);
        answers.set(key, bucket ?? '');
      }
      const spent = privacySpent(state, { epsilon: 1, today: state.day });
      expect(spent.day).toBeLessThanOrEqual(1);
      expect(spent.month).toBeLessThanOrEqual(privacyMost(1, 5).month);
    }),
    { numRuns: 200 },
  );
});

test('the ledger counts each new answer of 30 days, and none that was repeated', () => {
  const plans = Array.from({ length: 40 }, (_, at) => ({ at, held: ['s0'] }));
  const spent = (n: number) => {
    const { state } = live(plans.slice(0, n), { of: 1 });
    return privacySpent(state, { epsilon: 2, today: state.day });
  };
  expect([1, 2, 30, 31].map(spent)).toEqual([
    { day: 2, month: 2 },
    { day: 0, month: 2 },
    { day: 0, month: 2 },
    { day: 0, month: 0 },
  ]);
  expect(privacyMost(2, 1)).toEqual({ day: 2, month: 4 });
  expect(privacyMost(2, 100)).toEqual({ day: 2, month: 60 });
  expect(privacySpent(null, { epsilon: 2, today: 1 })).toEqual({ day: 0, month: 0 });
});

test('segments are drawn alike, and answers are untrue as often as ε says', () => {
  const epsilon = Math.log(3);
  const [asked, untrue] = [new Map<string, number>(), { n: 0 }];
  const runs = 20_000;
  for (let seed = 0; seed < runs; seed++) {
    const [bit] = live([{ at: 0, held: ['s0', 's3'] }], { seed: seed * 7919, epsilon }).bits;
    asked.set(bit!.subject, (asked.get(bit!.subject) ?? 0) + 1);
    if ((bit!.bucket === 'yes') !== bit!.truth) untrue.n++;
  }
  for (const n of asked.values()) expect(Math.abs(n / runs - 0.2)).toBeLessThan(0.012);
  expect(Math.abs(untrue.n / runs - 0.25)).toBeLessThan(0.013);
});

test('a bit is a whole report', () => {
  const { bits } = live([{ at: 0, held: [] }]);
  const rows = bits.map(({ truth: _, ...row }) => row);
  const [report] = splitReports(rows, { site: 'daily-ink', random: makeRandom(2) });
  expect(parseReport(report)).toEqual(report);
});
