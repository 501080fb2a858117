import fc from 'fast-check';
import type { ValueSort, Written, WrittenMeasure } from './arbitrary-measure.ts';
import { length } from './arbitrary-time.ts';

const ordered = (values: fc.Arbitrary<unknown>): fc.Arbitrary<Written> =>
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc
        .tuple(fc.constantFrom('gte', 'gt', 'lt', 'lte', 'eq', 'ne'), values)
        .map(([op, value]) => ({ [op]: value })),
    },
    { weight: 1, arbitrary: fc.constantFrom({ exists: false }, { exists: true }) },
  );

/** Comparisons that fit what a measure gives. */
const TESTS: { readonly [sort in ValueSort]: fc.Arbitrary<Written> } = {
  count: fc.oneof(
    { weight: 5, arbitrary: ordered(fc.constantFrom(0, 1, 1, 2, 3)) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        { between: [1, 2] },
        { in: [0, 2] },
        { notIn: [1] },
        { gte: 1, lt: 3 },
      ),
    },
  ),
  number: fc.oneof(
    { weight: 5, arbitrary: ordered(fc.constantFrom(0, 0.1, 0.5, 1, 2, 2.5, 5)) },
    { weight: 1, arbitrary: fc.constantFrom({ between: [0.5, 2] }, { notIn: [0, 1] }) },
  ),
  duration: ordered(length),
  seconds: ordered(fc.constantFrom(0, 0.5, 1, 15, '1m')),
  share: ordered(fc.constantFrom(0, 0.5)),
  scalar: fc.constantFrom<Written>(
    { eq: 'x' },
    { ne: 'x' },
    { in: ['x', 1] },
    { notIn: ['y', 2] },
    { exists: false },
    { gt: 0 },
    { eq: true },
  ),
  set: fc.constantFrom<Written>({ includes: 'x' }, { includes: 1 }, { exists: true }),
};

/** A comparison: a measure and what must hold of it. */
export function comparison(measure: fc.Arbitrary<WrittenMeasure>): fc.Arbitrary<Written> {
  return measure.chain(({ sort, keys }) => {
    // The n-th event is a date, which has its own thresholds.
    if ('nth-event' in keys) return fc.constant({ ...keys, exists: true });
    if ('strongest' in keys) return fc.constantFrom('x', 'y').map((eq) => ({ ...keys, eq }));
    return TESTS[sort].map((test) => ({ ...keys, ...test }));
  });
}

/** A condition of at most two levels, about events and about segments with smaller numbers. */
function condition(measure: fc.Arbitrary<WrittenMeasure>, segment: number): fc.Arbitrary<Written> {
  const about = fc.constantFrom(...Array.from({ length: Math.max(1, segment) }, (_, i) => `s${i}`));
  const others: fc.Arbitrary<Written> = fc.oneof(
    about.map((id) => ({ in: id })),
    fc
      .tuple(fc.constantFrom('entered', 'exited'), about, length)
      .map(([key, id, within]) => ({ [key]: id, within, gte: 1 })),
    fc
      .tuple(about, length, fc.constantFrom('gte', 'lt'))
      .map(([id, ms, op]) => ({ 'in-for': id, [op]: ms })),
  );
  const leaf =
    segment === 0
      ? comparison(measure)
      : fc.oneof({ weight: 4, arbitrary: comparison(measure) }, { weight: 1, arbitrary: others });
  const negatable = fc.oneof(
    { weight: 5, arbitrary: leaf },
    { weight: 1, arbitrary: leaf.map((of) => ({ not: of })) },
  );
  return fc.oneof(
    { weight: 5, arbitrary: negatable },
    {
      weight: 2,
      arbitrary: fc.array(negatable, { minLength: 2, maxLength: 3 }).map((all) => ({ all })),
    },
    {
      weight: 2,
      arbitrary: fc.array(negatable, { minLength: 2, maxLength: 3 }).map((any) => ({ any })),
    },
    {
      weight: 1,
      arbitrary: fc
        .array(negatable, { minLength: 2, maxLength: 3 })
        .map((of) => ({ atLeast: 2, of })),
    },
    {
      weight: 1,
      arbitrary: fc
        .array(negatable, { minLength: 2, maxLength: 2 })
        .map((any) => ({ not: { any } })),
    },
  );
}

function segment(measure: fc.Arbitrary<WrittenMeasure>, i: number): fc.Arbitrary<Written> {
  return fc
    .record({
      enter: condition(measure, i),
      exit: fc.option(condition(measure, i), { nil: undefined, freq: 2 }),
      dwell: fc.option(length, { nil: undefined, freq: 3 }),
    })
    .map((parts) => Object.fromEntries(Object.entries(parts).filter(([, v]) => v !== undefined)));
}

/** Weights that any rule file may name. */
const MODELS = {
  line: {
    kind: 'logistic',
    inputs: [
      { count: 'a', within: '1h' },
      { avg: 'b', field: 'v' },
    ],
    weights: [0.5, -1],
    bias: 0.25,
  },
  page: { kind: 'cosine', vector: 'topics', weights: [3, 4] },
};

/** A rule file of one to three segments and two signals, in the form that people write. */
export function ruleFile(measure: fc.Arbitrary<WrittenMeasure>): fc.Arbitrary<Written> {
  return fc
    .record({
      count: fc.integer({ min: 1, max: 3 }),
      all: fc.tuple(segment(measure, 0), segment(measure, 1), segment(measure, 2)),
      signals: fc.array(measure, { minLength: 1, maxLength: 2 }),
      grouped: fc.boolean(),
      session: fc.constantFrom(
        {},
        {},
        { timeout: '10m' },
        { newAtMidnight: true },
        { timeout: '1h', max: '1h' },
        { max: null },
      ),
    })
    .map(({ count, all, signals, grouped, session }) => ({
      segments: all.slice(0, count),
      signals,
      grouped,
      session,
    }))
    .map(({ segments, signals, grouped, session }) => ({
      currency: 'EUR',
      session,
      segments: Object.fromEntries(segments.map((one, i) => [`s${i}`, one])),
      signals: {
        p0: { count: 'a', within: '1h' },
        ...Object.fromEntries(signals.map(({ keys }, i) => [`v${i}`, keys])),
      },
      models: MODELS,
      ...(grouped && segments.length > 1
        ? { groups: { g: { segments: segments.map((_, i) => `s${i}`), otherwise: 'rest' } } }
        : {}),
    }));
}
