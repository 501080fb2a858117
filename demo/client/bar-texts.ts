/** What the bar says of a segment. */
export interface SegmentText {
  readonly name: string;
  /** Continues “Inkling noticed that you …”. */
  readonly noticed: string;
  /** What the page does about it, as a sentence. */
  readonly changed: string;
  /** Where that can be seen. */
  readonly href: string;
}

/** The six segments of `rules.json`, in its order. */
export const SEGMENT_TEXTS: Readonly<Record<string, SegmentText>> = {
  'politics-reader': {
    name: 'Politics reader',
    noticed: 'read three politics stories',
    changed: 'The front page puts politics first.',
    href: '/',
  },
  'regular-reader': {
    name: 'Regular reader',
    noticed: 'keep coming back to read',
    changed: 'The subscription offer is now a trial for € 1.',
    href: '/subscribe/',
  },
  'loyal-reader': {
    name: 'Loyal reader',
    noticed: 'are here more than some of the editors',
    changed: 'The subscription offer is now a year for € 79.',
    href: '/subscribe/',
  },
  'meter-reached': {
    name: 'Meter reached',
    noticed: 'opened three subscriber stories this month',
    changed: 'Subscriber stories now end after two paragraphs.',
    href: '/politics/nine-soups/',
  },
  'keen-shopper': {
    name: 'Keen shopper',
    noticed: 'looked at products three times and bought nothing',
    changed: 'Delivery is free on product pages.',
    href: '/shop/print-number-six/',
  },
  'cart-left-behind': {
    name: 'Cart left behind',
    noticed: 'left a cart for half an hour',
    changed: 'The shop’s strip leads back to it.',
    href: '/shop/',
  },
};
