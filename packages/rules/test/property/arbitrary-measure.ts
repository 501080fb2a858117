import fc from 'fast-check';
import { length } from './arbitrary-time.ts';

/** Parts of rule files, as people write them. */
export type Written = { readonly [key: string]: unknown };

const type = fc.oneof(
  { arbitrary: fc.constantFrom('a', 'b'), weight: 6 },
  { arbitrary: fc.constant(['a', 'b']), weight: 2 },
  { arbitrary: fc.constantFrom('*', 'c', 'purchase', 'page_view'), weight: 2 },
);

const fieldTest: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom('x', 1, true),
  fc.constantFrom(
    { ne: 'x' },
    { exists: true },
    { exists: false },
    { in: ['x', 'y'] },
    { notIn: ['x', 1] },
  ),
  fc.constantFrom({ contains: 'x' }, { startsWith: 'X', caseless: true }, { glob: '?' }),
);
const filter: fc.Arbitrary<Written> = fc.oneof(
  fc.record({ k: fieldTest }),
  fc.record({
    v: fc.constantFrom({ gt: 0 }, { gte: 1, lt: 5 }, { between: [0, 2] }, { lte: 0.1 }),
  }),
  fc.record({ not: fc.record({ k: fieldTest }) }),
  fc.record({
    any: fc.tuple(fc.record({ k: fieldTest }), fc.record({ cart: fc.constantFrom(1, 2) })),
  }),
  fc.constantFrom({ '@hour': { gte: 12 } }, { '@weekday': { in: [1, 6, 7] } }),
);
const where = fc.option(filter, { nil: undefined, freq: 4 });

const window: fc.Arbitrary<Written> = fc.oneof(
  { arbitrary: length.map((within) => ({ within })), weight: 8 },
  { arbitrary: fc.constant({}), weight: 3 },
  {
    arbitrary: fc.constantFrom(
      { within: { from: '1h', to: '10m' } },
      { within: { from: '1d', to: '1h' } },
      { within: { from: '1h', to: '0s' } },
    ),
    weight: 2,
  },
  {
    arbitrary: fc
      .constantFrom('today', 'yesterday', 'this-week', 'last-week', 'this-month', 'last-month')
      .map((within) => ({ within })),
    weight: 3,
  },
  { arbitrary: fc.constantFrom({ within: 'session' }, { within: { sessions: 2 } }), weight: 3 },
  {
    arbitrary: fc.constantFrom(
      { 'within-first': '1h' },
      { 'within-first': '1d' },
      { 'within-first': { within: '1h', of: 'b' } },
    ),
    weight: 2,
  },
  {
    arbitrary: fc.constantFrom(
      { within: { since: '2026-03-29' } },
      { within: { between: ['2026-01-05', '2026-01-06'] } },
    ),
    weight: 1,
  },
);

/** What a measure gives, for the comparisons that may stand beside it. */
export type ValueSort = 'count' | 'number' | 'duration' | 'scalar' | 'set' | 'seconds' | 'share';

/** A measure, and what it gives. */
export interface WrittenMeasure {
  readonly sort: ValueSort;
  readonly keys: Written;
}

function written(sort: ValueSort, parts: fc.Arbitrary<Written>[]): fc.Arbitrary<WrittenMeasure> {
  return fc.tuple(...parts).map((all) => ({
    sort,
    keys: Object.fromEntries(
      Object.entries(Object.assign({}, ...all) as Written).filter(([, v]) => v !== undefined),
    ),
  }));
}
const keyed = (key: string, value: fc.Arbitrary<unknown>): fc.Arbitrary<Written> =>
  value.map((v) => ({ [key]: v }));
const filtered = keyed('where', where);
const fieldV = fc.constant({ field: 'v' });
const fieldK = fc.constantFrom({ field: 'k' }, { field: 'k' }, { field: 'v' });

const CORE: readonly [weight: number, fc.Arbitrary<WrittenMeasure>][] = [
  [8, written('count', [keyed('count', type), filtered, window])],
  [4, written('number', [keyed('sum', type), fieldV, filtered, window])],
  [2, written('number', [fc.constant({ revenue: true }), window])],
  [
    3,
    written('count', [
      keyed('distinct', type),
      fieldK,
      filtered,
      window,
      fc.constantFrom({}, {}, { cap: 2 }),
    ]),
  ],
  [2, written('scalar', [keyed('first', type), fieldK, window])],
  [3, written('scalar', [keyed('last', type), fieldK, window, fc.constantFrom({}, { n: 2 })])],
  [2, written('scalar', [keyed('nth', type), fieldK, window, fc.constantFrom({ n: 1 }, { n: 2 })])],
  [3, written('duration', [keyed('since-last', type), filtered, window])],
  [2, written('duration', [keyed('since-first', type), filtered, window])],
  [
    3,
    written('count', [
      keyed('periods', type),
      keyed('per', fc.constantFrom('day', 'week', 'month', 'session')),
      window,
    ]),
  ],
  [2, written('seconds', [fc.constant({ engaged: true }), window])],
  [1, written('scalar', [fc.constantFrom({ trait: 'k' }, { context: 'device' })])],
];

/** Measures of the core chunk. */
export const coreMeasure: fc.Arbitrary<WrittenMeasure> = fc.oneof(
  ...CORE.map(([weight, arbitrary]) => ({ weight, arbitrary })),
);

const step = fc
  .tuple(
    fc.constantFrom('a', 'b', 'c'),
    fc.option(length, { nil: undefined }),
    fc.option(fc.constantFrom('c', 'b'), { nil: undefined, freq: 2 }),
  )
  .map(([event, within, without]) => ({ event, within, without }));
const lastNot = fc
  .tuple(fc.constantFrom('b', 'c'), length)
  .map(([event, within]) => ({ not: { event, within } }));
const sequence = fc
  .tuple(
    fc.constantFrom('a', 'b'),
    fc.array(step, { minLength: 0, maxLength: 2 }),
    fc.oneof(step, lastNot),
    fc.boolean(),
    window,
  )
  .map(([first, middle, last, same, win]) => ({
    ...win,
    ...(same ? { same: 'cart' } : {}),
    sequence: JSON.parse(JSON.stringify([{ event: first }, ...middle, last])),
  }));

const decay: fc.Arbitrary<Written> = fc.oneof(
  length.map((halfLife) => ({ halfLife })),
  fc.constantFrom({}, { linear: { perDay: 0.5, grace: '1h' } }, { linear: { perDay: 1 } }),
  fc.constant({
    step: [
      { after: '10m', keep: 0.5 },
      { after: '1h', keep: 0.25 },
    ],
  }),
);
const clause = fc
  .tuple(
    fc.constantFrom('a', 'b'),
    fc.constantFrom(1, 3, 10),
    fc.constantFrom({}, {}, { cap: 5 }),
    fc.constantFrom({}, {}, { perSession: true }),
  )
  .map(([event, points, cap, session]) => ({ event, points, ...cap, ...session }));
const score = fc
  .tuple(
    fc.array(clause, { minLength: 1, maxLength: 2 }),
    decay,
    fc.constantFrom({}, {}, { cap: 8 }),
  )
  .map(([clauses, fading, cap]) => ({ score: { clauses, ...fading, ...cap } }));

const numeric = fc
  .oneof(...CORE.slice(0, 4).map(([weight, arbitrary]) => ({ weight, arbitrary })))
  .map(({ keys }) => keys);
const operand = fc.oneof(
  { arbitrary: numeric, weight: 4 },
  { arbitrary: fc.constantFrom<unknown>(0, 1, 2), weight: 1 },
);

const EXTRA: readonly [weight: number, fc.Arbitrary<WrittenMeasure>][] = [
  [
    3,
    written('number', [
      fc.constantFrom('min', 'max', 'avg').chain((key) => keyed(key, type)),
      fieldV,
      filtered,
      window,
    ]),
  ],
  [2, written('set', [keyed('list', type), fieldK, window])],
  [
    3,
    written('scalar', [
      fc.constantFrom('top', 'bottom').chain((key) => keyed(key, type)),
      fieldK,
      window,
      fc.constantFrom({}, { least: 2 }),
    ]),
  ],
  [
    2,
    written('count', [
      keyed('periods', type),
      fc.constant({ per: 'day', total: { field: 'v', gte: 2 } }),
      window,
    ]),
  ],
  [
    2,
    written('count', [
      keyed('regular', type),
      keyed('every', fc.constantFrom('1d', '2d')),
      keyed('of', fc.constantFrom(1, 3)),
      keyed('running', fc.boolean()),
    ]),
  ],
  [
    2,
    written('count', [
      keyed('streak', type),
      keyed('per', fc.constantFrom('day', 'week', 'month')),
    ]),
  ],
  [
    2,
    written('count', [
      fc.constantFrom(
        { 'engaged-views': true, seconds: { gte: 1 } },
        { 'engaged-views': true, scrolled: { gte: 50 } },
      ),
      window,
    ]),
  ],
  [
    2,
    written('number', [
      fc.oneof(
        fc.constant({ completion: 'page' }),
        window.map((w) => ({ ...w, completion: 'pages' })),
      ),
    ]),
  ],
  [8, written('count', [sequence])],
  [
    3,
    written('number', [
      fc
        .tuple(fc.constantFrom('ratio', 'difference'), operand, operand)
        .map(([key, left, right]) => ({ [key]: [left, right] })),
    ]),
  ],
  [
    2,
    written('number', [
      fc
        .tuple(fc.constantFrom('a', 'b'), length)
        .map(([count, within]) => ({ trend: { count, within } })),
    ]),
  ],
  [5, written('number', [score])],
  [2, written('scalar', [fc.tuple(numeric, numeric).map(([x, y]) => ({ strongest: { x, y } }))])],
  [
    1,
    written('duration', [fc.constantFrom({ 'nth-event': 'a', n: 2 }, { 'nth-event': 'b', n: 1 })]),
  ],
  // Names that every rule file of these has.
  [
    2,
    fc.constantFrom<WrittenMeasure>(
      { sort: 'number', keys: { model: 'line' } },
      { sort: 'number', keys: { model: 'page' } },
      { sort: 'share', keys: { percentile: 'p0' } },
      { sort: 'count', keys: { signal: 'p0' } },
    ),
  ],
];

/** Measures of the second chunk. */
export const extraMeasure: fc.Arbitrary<WrittenMeasure> = fc.oneof(
  ...EXTRA.map(([weight, arbitrary]) => ({ weight, arbitrary })),
);

const changeable = fc
  .tuple(fc.constantFrom('a', 'b'), fc.constantFrom(-2, 1, 3, 10), fc.constantFrom({}, { cap: 5 }))
  .map(([event, points, cap]) => ({ event, points, ...cap }));
const fading = fc
  .tuple(
    fc.array(changeable, { minLength: 1, maxLength: 2 }),
    fc.constantFrom(
      { halfLife: '10m' },
      { halfLife: '1m' },
      { linear: { perDay: 1, grace: '10m' } },
    ),
    fc.constantFrom({}, { cap: 8 }),
  )
  .map(([clauses, decay, cap]) => ({ score: { clauses, ...decay, ...cap } }));

/** Scores that may rise and fall while they fade, by themselves and against each other. */
export const fadingMeasure: fc.Arbitrary<WrittenMeasure> = fc.oneof(
  fading.map((keys) => ({ sort: 'number' as const, keys })),
  fc
    .tuple(fc.constantFrom('ratio', 'difference'), fading, fc.oneof(fading, fc.constant(2)))
    .map(([key, left, right]) => ({ sort: 'number' as const, keys: { [key]: [left, right] } })),
);
