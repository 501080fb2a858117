import { parseRules, type Rules } from '@inkling/rules';
import fc from 'fast-check';

type Written = { readonly [key: string]: unknown };

const window = fc.constantFrom('10m', '1h', '1d', '3d', '7d', '30d', 'today', 'this-month');
const length = fc.constantFrom('1m', '30m', '1d', '3d', '9d');
const event = fc.constantFrom('page_view', 'page_view', 'view_item', 'purchase', 'scroll');
const section = fc.constantFrom('politics', 'sport', 'culture');
const where = fc.option(
  section.map((one) => ({ where: { section: one } })),
  { nil: {} },
);

const comparison: fc.Arbitrary<Written> = fc.oneof(
  fc
    .tuple(event, window, where, fc.constantFrom('gte', 'lt', 'eq'), fc.nat({ max: 4 }))
    .map(([count, within, filter, op, n]) => ({ count, within, ...filter, [op]: n })),
  fc
    .tuple(event, fc.constantFrom('gte', 'lt'), length)
    .map(([type, op, ms]) => ({ 'since-last': type, [op]: ms })),
  fc
    .tuple(window, fc.constantFrom('30s', '2m', '10m'))
    .map(([within, gte]) => ({ engaged: true, within, gte })),
  fc
    .tuple(window, fc.integer({ min: 2, max: 4 }))
    .map(([within, gte]) => ({ distinct: 'page_view', field: 'section', within, gte })),
  fc
    .tuple(fc.constantFrom('7d', '28d'), fc.integer({ min: 1, max: 5 }))
    .map(([within, gte]) => ({ periods: 'page_view', per: 'day', within, gte })),
);

const condition: fc.Arbitrary<Written> = fc.oneof(
  { weight: 4, arbitrary: comparison },
  { weight: 1, arbitrary: comparison.map((not) => ({ not })) },
  { weight: 2, arbitrary: fc.tuple(comparison, comparison).map((all) => ({ all })) },
  { weight: 2, arbitrary: fc.tuple(comparison, comparison).map((any) => ({ any })) },
);

const segment = fc
  .tuple(
    condition,
    fc.option(
      condition.map((exit) => ({ exit })),
      { nil: {} },
    ),
    fc.option(
      length.map((dwell) => ({ dwell })),
      { nil: {}, freq: 3 },
    ),
  )
  .map(([enter, exit, dwell]) => ({ enter, ...exit, ...dwell }));

/** Rule files of one to four segments about what simulated visitors do. */
export const arbitraryRules: fc.Arbitrary<Rules> = fc
  .record({
    segments: fc.array(segment, { minLength: 1, maxLength: 4 }),
    timezone: fc.constantFrom('UTC', 'Europe/Berlin', 'America/Sao_Paulo'),
    session: fc.constantFrom({}, { timeout: '10m' }, { newAtMidnight: true }, { max: '1h' }),
    grouped: fc.boolean(),
  })
  .map(({ segments, timezone, session, grouped }) =>
    parseRules({
      ...{ format: 1, site: 'test', timezone, currency: 'EUR', session },
      conversions: {
        order: { event: 'purchase', value: 'value' },
        politics: { event: 'page_view', where: { section: 'politics' } },
      },
      segments: Object.fromEntries(segments.map((one, i) => [`s${i}`, one])),
      ...(grouped && segments.length > 1 ? { groups: { g: segments.map((_, i) => `s${i}`) } } : {}),
    }),
  );
