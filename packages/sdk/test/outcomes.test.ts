import type { InkEvent, Program } from '@inkling/engine';
import { ASSIGNED_EVENT, SHOWN_EVENT } from '@inkling/engine/assign';
import type { ReportRow } from '@inkling/report';
import type { ExperimentState } from '@inkling/report/experiment';
import { expect, test } from 'vitest';
import { contributeTrials } from '../src/experiments/outcomes.ts';
import { event } from './support/events.ts';

const DAY_MS = 86_400_000;
const T = Date.parse('2026-11-23T12:00:00Z');
const program = {
  zone: { name: 'UTC', from: [null], offsets: [0] },
  conversions: [{ id: 'buy', matcher: 0, value: 'value' }],
  experiments: [
    [
      'price',
      ['low', 'high'],
      [
        [0, 0.5],
        [0.5, 1],
      ],
    ],
  ],
  experiences: [
    ['on-front', 0, 'a', 0, [1, 1], 0.1],
    ['in-stories', 0, 'b', 0, [1, 1], 0.1],
  ],
} as unknown as Program;

interface Said {
  readonly type: string;
  readonly params?: Record<string, string>;
  readonly cents?: number;
  readonly days?: number;
}
const assigned = (experience: string, variant: string): Said => ({
  type: ASSIGNED_EVENT,
  params: { experience, variant },
});

/** Sums of cells that are not 0. */
function cells(said: readonly Said[], rules: Program = program): Record<string, number> {
  let state: ExperimentState | null = null;
  const rows: ReportRow[] = [];
  said.forEach(({ type, params = {}, cents, days = 0 }, n) => {
    const t = T + days * DAY_MS;
    const what: InkEvent = event('tab', n, type, params, t);
    const conversions = cents === undefined ? [] : [{ id: 'buy', cents }];
    const next = contributeTrials(state, { t, program: rules, event: what, conversions });
    state = next.state;
    rows.push(...next.rows);
  });
  const sums: Record<string, number> = {};
  for (const { metric, arm, bucket, delta } of rows) {
    const key = [metric, arm, bucket].filter(Boolean).join(' ');
    sums[key] = (sums[key] ?? 0) + delta;
    if (!sums[key]) delete sums[key];
  }
  return sums;
}

const HIGH = { 'level price:high buy:0:0': 1, 'level price:high buy.revenue:0:0': 1 };

test.each<{ name: string; said: readonly Said[]; adds: Record<string, number> }>([
  { name: 'nothing', said: [{ type: 'page_view' }], adds: {} },
  { name: 'an assignment', said: [assigned('on-front', 'high')], adds: HIGH },
  {
    name: 'two experiences of one experiment',
    said: [assigned('on-front', 'high'), assigned('in-stories', 'high')],
    adds: HIGH,
  },
  {
    name: 'an exposure, seen twice',
    said: [
      assigned('on-front', 'high'),
      { type: SHOWN_EVENT, params: { experience: 'on-front' } },
      { type: SHOWN_EVENT, params: { experience: 'in-stories' } },
    ],
    adds: { ...HIGH, 'exposed price:high': 1 },
  },
  {
    name: 'a sale within the horizon',
    said: [assigned('on-front', 'high'), { type: 'purchase', cents: 3_000, days: 27 }],
    adds: { 'level price:high buy:0:1': 1, 'level price:high buy.revenue:0:3': 1 },
  },
  {
    name: 'a sale after it',
    said: [assigned('on-front', 'high'), { type: 'purchase', cents: 3_000, days: 28 }],
    adds: HIGH,
  },
  {
    name: 'a sale in the pre-period, by whoever is held out',
    said: [
      { type: 'purchase', cents: 100 },
      { ...assigned('on-front', 'holdout'), days: 1 },
    ],
    adds: { 'level price:holdout buy:1:0': 1, 'level price:holdout buy.revenue:1:0': 1 },
  },
  {
    name: 'the holdout of the whole site',
    said: [assigned('holdout', 'open')],
    adds: { 'level holdout:open buy:0:0': 1, 'level holdout:open buy.revenue:0:0': 1 },
  },
  {
    name: 'another arm later: the first one stays',
    said: [assigned('on-front', 'high'), assigned('on-front', 'low')],
    adds: HIGH,
  },
  { name: 'an arm that no rule knows', said: [assigned('on-front', 'x')], adds: {} },
  { name: 'an experience that no rule knows', said: [assigned('gone', 'high')], adds: {} },
])('counts $name', ({ said, adds }) => {
  expect(cells(said)).toEqual(adds);
});
