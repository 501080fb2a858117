import * as b from '@inkling/rules/build';
import { expect, test } from 'vitest';

// What counts here is that this file compiles: each line under a `@ts-expect-error` is a mistake
// that the compiler must see, and it complains when it does not.
const reads = b.count('page_view');

export const mistakes: readonly (() => unknown)[] = [
  // @ts-expect-error: a bare measure is no condition.
  () => b.all(reads),
  // @ts-expect-error: nothing to combine.
  () => b.all(),
  // @ts-expect-error: a compared measure is no measure any more.
  () => b.ratio(reads.gte(1), reads),
  // @ts-expect-error: months are calendar windows only.
  () => reads.within('3mo'),
  // @ts-expect-error: a misspelt calendar window.
  () => reads.within('last-wek'),
  // @ts-expect-error: a band needs both ends.
  () => reads.within({ from: '7d' }),
  // @ts-expect-error: one window only.
  () => reads.within('7d').within('8d'),
  // @ts-expect-error: one window only.
  () => reads.within('7d').withinFirst('8d'),
  // @ts-expect-error: one filter only.
  () => reads.where({ a: 1 }).where({ b: 1 }),
  // @ts-expect-error: a count is a number.
  () => reads.gte('3'),
  // @ts-expect-error: a count has no cap.
  () => reads.cap(3),
  // @ts-expect-error: nothing is added to the measure once it is compared.
  () => reads.gte(3).within('7d'),
  // @ts-expect-error: an unknown comparison of a field.
  () => reads.where({ path: { startswith: '/a' } }),
  // @ts-expect-error: a text is looked for in a text.
  () => reads.where({ path: { contains: 3 } }),
  // @ts-expect-error: an unknown comparison deep down.
  () => reads.where({ any: [{ path: { like: '/a' } }] }),
  // @ts-expect-error: a list of filters is needed.
  () => reads.where({ any: { path: 'a' } }),
  // @ts-expect-error: how long ago is a duration, not a number.
  () => b.sinceLast('purchase').gte(7),
  // @ts-expect-error: a set has no order.
  () => b.list('purchase', 'brand').gte(3),
  // @ts-expect-error: a number includes nothing.
  () => reads.includes('a'),
  // @ts-expect-error: the field is missing.
  () => b.sum('purchase'),
  // @ts-expect-error: hours are no period.
  () => b.periods('page_view', 'hour'),
  // @ts-expect-error: a streak has no window.
  () => b.streak('page_view', 'day').within('7d'),
  // @ts-expect-error: the current page has no window.
  () => b.completion('page').within('7d'),
  // @ts-expect-error: a view needs something.
  () => b.engagedViews({}),
  // @ts-expect-error: one step is no sequence.
  () => b.sequence({ event: 'a' }),
  // @ts-expect-error: a label that is not among them.
  () => b.strongest({ a: reads, b: reads }).eq('c'),
  // @ts-expect-error: labels have no order.
  () => b.strongest({ a: reads, b: reads }).gt('a'),
  // @ts-expect-error: a set is no operand.
  () => b.ratio(b.list('a', 'b'), 2),
  // @ts-expect-error: an unknown context.
  () => b.context('devise'),
  // @ts-expect-error: a segment needs enter.
  () => b.segment({ name: 'A' }),
  // @ts-expect-error: enter is a condition.
  () => b.segment({ enter: reads }),
  // @ts-expect-error: an unknown model.
  () => b.segment({ enter: reads.gte(1), model: 'rmf' }),
  () =>
    b.defineRules({
      site: 'a',
      segments: { a: b.segment({ enter: reads.gte(1) }) },
      // @ts-expect-error: no segment has that name.
      groups: { g: ['b'] },
    }),
  () =>
    b.defineRules({
      site: 'a',
      segments: { a: b.segment({ enter: reads.gte(1) }) },
      groups: { g: { segments: ['a'], otherwise: 'rest' } },
      // @ts-expect-error: neither a segment nor the cell of a group has that name.
      experiences: { e: b.experience({ segment: 'rst', slot: 's', variants: { on: {} } }) },
    }),
  // @ts-expect-error: a file needs its site.
  () => b.defineRules({ segments: {} }),
];

test('each mistake that the compiler sees is one line here', () => {
  expect(mistakes.length).toBeGreaterThan(30);
});

test('sound filters compile', () => {
  const filters = [
    reads.where({ section: 'politics', tags: ['a', 'b'], price: { gte: 1, lt: 5 } }),
    reads.where({ items: { any: { item_category: 'shoes', price: { gt: 50 } } } }),
    reads.where({ tags: { any: { in: ['a'] }, size: { gte: 1 } } }),
    reads.where({ any: [{ a: 1 }, { not: { b: { exists: true } } }] }),
  ];
  expect(filters).toHaveLength(4);
});
