import fc from 'fast-check';
import {
  CORE,
  fieldK,
  fieldV,
  filtered,
  keyed,
  type,
  type Written,
  type WrittenMeasure,
  window,
  written,
} from './arbitrary-measure.ts';
import { length } from './arbitrary-time.ts';

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
    .tuple(fading, fading)
    .map(([x, y]) => ({ sort: 'scalar' as const, keys: { strongest: { x, y } } })),
  fc
    .tuple(fc.constantFrom('ratio', 'difference'), fading, fc.oneof(fading, fc.constant(2)))
    .map(([key, left, right]) => ({ sort: 'number' as const, keys: { [key]: [left, right] } })),
);
