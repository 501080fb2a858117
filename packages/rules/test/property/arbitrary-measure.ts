import fc from 'fast-check';
import { length } from './arbitrary-time.ts';

/** Parts of rule files, as people write them. */
export type Written = { readonly [key: string]: unknown };

/** Types of events that a measure looks at. */
export const type = fc.oneof(
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

/** Every kind of window, with the key it stands under. */
export const window: fc.Arbitrary<Written> = fc.oneof(
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

/** A measure put together from its parts. */
export function written(
  sort: ValueSort,
  parts: fc.Arbitrary<Written>[],
): fc.Arbitrary<WrittenMeasure> {
  return fc.tuple(...parts).map((all) => ({
    sort,
    keys: Object.fromEntries(
      Object.entries(Object.assign({}, ...all) as Written).filter(([, v]) => v !== undefined),
    ),
  }));
}
/** A part under its key. */
export const keyed = (key: string, value: fc.Arbitrary<unknown>): fc.Arbitrary<Written> =>
  value.map((v) => ({ [key]: v }));
/** A filter, or none. */
export const filtered = keyed('where', where);
/** The field that holds numbers. */
export const fieldV = fc.constant({ field: 'v' });
/** Mostly the field that holds keys. */
export const fieldK = fc.constantFrom({ field: 'k' }, { field: 'k' }, { field: 'v' });

/** Measures of the core chunk, and how often each is wanted. */
export const CORE: readonly [weight: number, fc.Arbitrary<WrittenMeasure>][] = [
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
