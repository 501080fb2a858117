import type { Case, CaseFile, Cell, WrittenEvent } from '../case.ts';

/**
 * Measures that look at no window of their own: each has a boundary of another sort (a midnight,
 * a minute, a breakpoint, a threshold), and is asked 1 ms before, at and 1 ms after it.
 *
 * Every expected value is written down here, by hand.
 */
interface OwnBoundary {
  readonly measure: string;
  readonly label: string;
  readonly keys: { readonly [key: string]: unknown };
  readonly rules?: { readonly [key: string]: unknown };
  readonly breakpoints?: Case['breakpoints'];
  readonly events: readonly WrittenEvent[];
  /** Instant of the boundary, as cases write it. */
  readonly at: string;
  /** Values before, exactly at and after it. */
  readonly values: readonly [unknown, unknown, unknown];
}

const DAY = 86_400_000;

const OWN: readonly OwnBoundary[] = [
  {
    measure: 'regular',
    label: 'local midnight',
    keys: { regular: 'a', every: '1d', of: 2 },
    events: [['+0h', 'a']],
    at: '+1d',
    values: [0, 1, 1],
  },
  {
    measure: 'regular',
    label: 'a period leaves',
    keys: { regular: 'a', every: '1d', of: 2 },
    events: [['+0h', 'a']],
    at: '+3d',
    values: [1, 0, 0],
  },
  {
    measure: 'streak',
    label: 'local midnight after an empty day',
    keys: { streak: 'a', per: 'day' },
    events: [['+0h', 'a']],
    at: '+2d',
    values: [1, 0, 0],
  },
  {
    measure: 'ratio',
    label: 'a part leaves its window',
    keys: { ratio: [{ count: 'a', within: '1d' }, { count: 'b' }] },
    events: [
      ['+0h', 'a'],
      ['+1h', 'b'],
      ['+2h', 'a'],
    ],
    at: '+1d',
    values: [2, 1, 1],
  },
  {
    measure: 'difference',
    label: 'a part leaves its window',
    keys: { difference: [{ count: 'a', within: '1d' }, { count: 'b' }] },
    events: [
      ['+0h', 'a'],
      ['+1h', 'b'],
      ['+2h', 'a'],
    ],
    at: '+1d',
    values: [1, 0, 0],
  },
  {
    measure: 'trend',
    label: 'an event goes from this window to the one before',
    keys: { trend: { count: 'a', within: '1d' } },
    events: [
      ['+0h', 'a'],
      ['+1h', 'a'],
      ['+2h', 'a'],
    ],
    at: '+25h',
    values: [1, -0.5, -0.5],
  },
  {
    measure: 'trend',
    label: 'an event leaves the window before',
    keys: { trend: { count: 'a', within: '1d' } },
    events: [
      ['+0h', 'a'],
      ['+25h', 'a'],
    ],
    at: '+2d',
    values: [0, null, null],
  },
  {
    measure: 'score',
    label: 'a whole minute of age',
    keys: { score: { clauses: [{ event: 'a', points: 8 }], halfLife: '1m' } },
    events: [['+0h', 'a']],
    at: '+2m',
    values: [4, 2, 2],
  },
  {
    measure: 'strongest',
    label: 'one overtakes another',
    keys: { strongest: { one: { count: 'a' }, two: { count: 'b', within: '1d' } } },
    events: [
      ['+0h', 'b'],
      ['+1h', 'a'],
      ['+2h', 'b'],
    ],
    at: '+1d',
    values: ['two', 'one', 'one'],
  },
  {
    measure: 'percentile',
    label: 'a breakpoint',
    keys: { percentile: 'n' },
    rules: { signals: { n: { 'since-first': 'a' } } },
    breakpoints: { n: { values: [DAY, 2 * DAY], below: [0.25, 0.5] } },
    events: [['+0h', 'a']],
    at: '+1d',
    values: [0, 0.25, 0.25],
  },
  {
    measure: 'model',
    label: 'an input leaves its window',
    keys: { model: 'line' },
    rules: {
      models: {
        line: { kind: 'logistic', inputs: [{ count: 'a', within: '1d' }], weights: [2], bias: 1 },
      },
    },
    events: [['+0h', 'a']],
    at: '+1d',
    values: [3, 1, 1],
  },
  {
    measure: 'signal',
    label: 'its measure leaves a window',
    keys: { signal: 'n' },
    rules: { signals: { n: { count: 'a', within: '1d' } } },
    events: [['+0h', 'a']],
    at: '+1d',
    values: [1, 0, 0],
  },
  {
    measure: 'trait',
    label: 'the instant it is set',
    keys: { trait: 'plan' },
    events: [
      ['+0h', 'a'],
      ['+1d', 'trait', { plan: 'pro' }],
    ],
    at: '+1d',
    values: [null, 'pro', 'pro'],
  },
  {
    measure: 'context',
    label: 'the instant it is told',
    keys: { context: 'device' },
    events: [
      ['+0h', 'a'],
      ['+1d', 'context', { device: 'phone' }],
    ],
    at: '+1d',
    values: [null, 'phone', 'phone'],
  },
  {
    measure: 'nth-event',
    label: 'the instant of the event',
    keys: { 'nth-event': 'a', n: 2 },
    events: [
      ['+0h', 'a'],
      ['2026-01-06T00:00:00.000Z', 'a'],
    ],
    at: '+1d',
    values: [null, 1_767_657_600_000, 1_767_657_600_000],
  },
  {
    measure: 'in-for',
    label: 'the stay begins',
    keys: { 'in-for': 's' },
    rules: { segments: { s: { enter: { count: 'a', gte: 1 } } } },
    events: [
      ['+0h', 'b'],
      ['+1d', 'a'],
    ],
    at: '+1d',
    values: [null, 0, 1],
  },
  {
    measure: 'in-for',
    label: 'the stay ends',
    keys: { 'in-for': 's' },
    rules: { segments: { s: { enter: { count: 'a', within: '1d', gte: 1 } } } },
    events: [['+0h', 'a']],
    at: '+1d',
    values: [DAY - 1, null, null],
  },
];

const SIDES: readonly [Cell['side'], string][] = [
  ['before', '-1ms'],
  ['exactly', ''],
  ['after', '+1ms'],
];

/** One case for each boundary and side. */
export function ownBoundaryFile(): CaseFile {
  return {
    about:
      'Measures without a window of their own, 1 ms before, exactly at and 1 ms after their boundaries.',
    cases: OWN.flatMap((own) =>
      SIDES.map(
        ([side, offset], i): Case => ({
          name: `${own.measure}, ${own.label}: ${side === 'exactly' ? side : `1 ms ${side}`}`,
          cell: { measure: own.measure, window: 'none', side },
          rules: { ...own.rules, signals: { ...(own.rules?.signals as object), m: own.keys } },
          ...(own.breakpoints && { breakpoints: own.breakpoints }),
          events: own.events,
          expect: [{ at: `${own.at}${offset}`, values: { m: own.values[i] } }],
        }),
      ),
    ),
  };
}
