import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type BarState, barMessage } from '../client/bar-message.ts';
import { ARM_TEXTS, SEGMENT_TEXTS } from '../client/bar-texts.ts';

const STATE: BarState = {
  consent: 'given',
  last: null,
  shown: [],
  heldOut: null,
  page: 'other',
};

test.each<{ name: string; state: Partial<BarState>; says: string; href: string | null }>([
  { name: 'no SDK', state: { consent: 'absent' }, says: 'cannot be reached', href: null },
  { name: 'no choice yet', state: { consent: 'undecided' }, says: 'waits for', href: null },
  {
    name: 'a refusal, whatever else is known',
    state: { consent: 'refused', last: { segment: 'keen-shopper', in: true } },
    says: 'You said no.',
    href: null,
  },
  { name: 'nothing yet', state: {}, says: 'Read three politics stories', href: null },
  { name: 'a product', state: { page: 'product' }, says: 'look at a product', href: null },
  {
    name: 'a change seen on this page only',
    state: { shown: ['loyal-reader'], page: 'product' },
    says: 'For you, since you are here more',
    href: null,
  },
  {
    name: 'an arm of the experiment',
    state: { shown: ['delivery-offer:tea'], page: 'product' },
    says: 'you are in the arm “tea”',
    href: null,
  },
  {
    name: 'a segment that is held out, before the hint',
    state: { heldOut: 'keen-shopper', page: 'product' },
    says: 'You are in “Keen shopper”, and in the holdout',
    href: null,
  },
  {
    name: 'an entry, before what was there',
    state: { last: { segment: 'politics-reader', in: true }, shown: ['loyal-reader'] },
    says: 'Inkling noticed that you read three politics stories.',
    href: '/',
  },
  {
    name: 'an exit',
    state: { last: { segment: 'cart-left-behind', in: false } },
    says: 'You are no longer in “Cart left behind”',
    href: null,
  },
  {
    name: 'a segment that the bar has no words for',
    state: { last: { segment: 'brand-new', in: true } },
    says: 'Read three politics stories',
    href: null,
  },
])('the bar speaks of $name', ({ state, says, href }) => {
  const message = barMessage({ ...STATE, ...state });
  expect(message.text).toContain(says);
  expect(message.link?.href ?? null).toBe(href);
});

test('the bar has words for exactly the segments of the rule file', () => {
  const file = readFileSync(`${import.meta.dirname}/../rules.json`, 'utf8');
  const { segments } = JSON.parse(file) as { segments: object };
  expect(Object.keys(SEGMENT_TEXTS)).toEqual(Object.keys(segments));
});

test('the bar has words for exactly the arms of the rule file', () => {
  const file = readFileSync(`${import.meta.dirname}/../rules.json`, 'utf8');
  const { experiences } = JSON.parse(file) as {
    experiences: Record<string, { variants: object }>;
  };
  const arms = Object.entries(experiences).flatMap(([id, { variants }]) =>
    Object.keys(variants).map((arm) => `${id}:${arm}`),
  );
  expect(Object.keys(ARM_TEXTS)).toEqual(arms);
});
