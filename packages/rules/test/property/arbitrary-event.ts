import fc from 'fast-check';
import type { EventDraft } from '../../cases/read-case.ts';
import { offset } from './arbitrary-time.ts';

/** An event as a story knows it: some time after the start, with few different params. */
export interface Happening {
  readonly at: number;
  readonly type: string;
  readonly params: EventDraft['params'];
  readonly tab: 'A' | 'b';
}

const number = fc.constantFrom(0, 1, 2, 5, 0.1, -1);
const key = fc.constantFrom('x', 'y', 'z', 1, true);
const sometimes = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(value, { nil: undefined, freq: 4 });

const plain = fc.record({
  type: fc.constantFrom('a', 'a', 'b', 'b', 'c'),
  params: fc.record({
    v: sometimes(number),
    k: sometimes(key),
    cart: sometimes(fc.constantFrom(1, 2)),
  }),
});
const money = fc.record({
  type: fc.constantFrom('purchase', 'purchase', 'refund'),
  params: fc.record({
    value: sometimes(fc.constantFrom(1, 2.5, 0.1, 10)),
    currency: sometimes(fc.constantFrom('EUR', 'EUR', 'USD')),
    transaction_id: sometimes(fc.constantFrom('T1', 'T2')),
    k: sometimes(key),
  }),
});
const page = fc.oneof(
  fc.record({
    type: fc.constant('page_view'),
    params: fc.record({
      k: sometimes(key),
      topics: sometimes(fc.constantFrom([3, 4], [1, 0], [0, 0])),
    }),
  }),
  fc.record({
    type: fc.constant('user_engagement'),
    params: fc.record({
      engagement_time_msec: sometimes(fc.constantFrom(500, 1000, 15_000)),
      k: sometimes(key),
    }),
  }),
  fc.record({
    type: fc.constant('scroll'),
    params: fc.record({ percent_scrolled: sometimes(fc.constantFrom(10, 50, 90)) }),
  }),
);
const setting = fc.record({
  type: fc.constantFrom('trait', 'context'),
  params: fc.record({
    k: sometimes(fc.constantFrom('x', 'y', 3, null)),
    device: sometimes(fc.constantFrom('phone', 'desktop')),
  }),
});

/** Something that a visitor did, at an instant likely to lie on a boundary. */
export const happening: fc.Arbitrary<Happening> = fc
  .record({
    at: offset,
    what: fc.oneof(
      { arbitrary: plain, weight: 6 },
      { arbitrary: money, weight: 2 },
      { arbitrary: page, weight: 2 },
      { arbitrary: setting, weight: 1 },
    ),
    tab: fc.constantFrom('A' as const, 'b' as const),
  })
  .map(({ at, what, tab }) => ({ at, type: what.type, params: clean(what.params), tab }));

/** What JSON would leave out is left out. */
function clean(params: { readonly [key: string]: unknown }): EventDraft['params'] {
  return Object.fromEntries(
    Object.entries(params).filter(([, value]) => value !== undefined),
  ) as EventDraft['params'];
}
