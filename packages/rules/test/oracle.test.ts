import type { InkEvent } from '@inkling/engine';
import { expect, test } from 'vitest';
import type { Measure, Rules, SegmentRule } from '../src/ast.ts';
import { NO_DOC } from '../src/cells.ts';
import { createOracle } from '../src/oracle/oracle.ts';

const UTC = { from: [null], offsets: [0] };
const DAY_MS = 86_400_000;

const views: Measure = {
  kind: 'count',
  event: { types: ['page_view'], where: null },
  window: { kind: 'rolling', fromMs: 7 * DAY_MS, toMs: 0 },
};

function rulesOf(segments: readonly SegmentRule[]): Rules {
  return {
    format: 1,
    site: 'test',
    timezone: 'UTC',
    currency: 'EUR',
    session: { timeoutMs: 1_800_000, maxMs: DAY_MS, newOnCampaign: false, newAtMidnight: false },
    record: { types: [], keepMs: 400 * DAY_MS },
    conversions: [],
    signals: [{ id: 'views', measure: views }],
    segments,
    groups: [],
    models: [],
    holdout: 0,
    experiments: [],
    experiences: [],
    meters: [],
    offers: [],
    edge: [],
  };
}

function event(t: number, n: number): InkEvent {
  return { id: ['a', n], t, type: 'page_view', session: 0, params: {} };
}

test('an event leaves a rolling window exactly when it is as old as the window', () => {
  const rules = rulesOf([
    {
      id: 'two',
      enter: { kind: 'compare', measure: views, tests: [{ op: 'gte', value: 2 }] },
      exit: null,
      dwellMs: 0,
      doc: NO_DOC,
    },
  ]);
  const oracle = createOracle(rules, UTC);
  const events = [event(1000, 0), event(5000, 1)];
  const lapse = 1000 + 7 * DAY_MS;

  const answers = [999, 1000, 4999, 5000, lapse - 1, lapse].map((t) => oracle.at(events, t));
  expect(answers.map(({ memberships }) => memberships[0]!.in)).toEqual([
    false,
    false,
    false,
    true,
    true,
    false,
  ]);
  expect(answers.map(({ values }) => values.views)).toEqual([null, 1, 1, 2, 2, 1]);
  expect(oracle.at(events, 5000).flips.two).toEqual({ at: [lapse], truncated: false });
});

test('a latch holds until its exit, and no shorter than its dwell', () => {
  const rules = rulesOf([
    {
      id: 'held',
      enter: { kind: 'compare', measure: views, tests: [{ op: 'gte', value: 1 }] },
      exit: { kind: 'compare', measure: views, tests: [{ op: 'eq', value: 0 }] },
      dwellMs: 8 * DAY_MS,
      doc: NO_DOC,
    },
  ]);
  const oracle = createOracle(rules, UTC);
  expect(oracle.at([event(0, 0)], 0).flips.held?.at).toEqual([8 * DAY_MS]);
});

test('half a score is left after its half-life, and ages grow by themselves', () => {
  const score: Measure = {
    kind: 'score',
    clauses: [{ event: { types: null, where: null }, points: 10, cap: null, perSession: false }],
    decay: { kind: 'half-life', ms: DAY_MS },
    cap: null,
  };
  const rules = rulesOf([
    {
      id: 'warm',
      enter: { kind: 'compare', measure: score, tests: [{ op: 'gte', value: 5 }] },
      exit: null,
      dwellMs: 0,
      doc: NO_DOC,
    },
    {
      id: 'quiet',
      enter: {
        kind: 'compare',
        measure: {
          kind: 'since-last',
          event: { types: null, where: null },
          window: { kind: 'ever' },
        },
        tests: [{ op: 'gt', value: 5000 }],
      },
      exit: null,
      dwellMs: 0,
      doc: NO_DOC,
    },
  ]);
  const oracle = createOracle(rules, UTC);
  expect(oracle.at([event(7, 0)], 7).flips.warm?.at).toEqual([7 + DAY_MS + 60_000]);
  expect(oracle.at([event(7, 0)], 7).flips.quiet?.at).toEqual([5008]);
});
