/** What the bar says of a segment. */
export interface SegmentText {
  readonly name: string;
  /** How one gets in, as an instruction. */
  readonly how: string;
  /** Continues “Inkling noticed that you …”. */
  readonly noticed: string;
  /** What the page does about it, as a sentence. */
  readonly changed: string;
  /** Where that can be seen. */
  readonly href: string;
}

/** What the bar says where an arm of an experiment stands on the page. */
export const ARM_TEXTS: Readonly<Record<string, string>> = {
  'delivery-offer:free':
    'An experiment on keen shoppers: you are in the arm “free”, others get tea, and one in ten sees nothing of it.',
  'delivery-offer:tea':
    'An experiment on keen shoppers: you are in the arm “tea”, others get free delivery, and one in ten sees nothing of it.',
};

/** The six segments of `rules.json`, in its order. */
export const SEGMENT_TEXTS: Readonly<Record<string, SegmentText>> = {
  'politics-reader': {
    name: 'Politics reader',
    how: 'Open three politics stories, and read for 30 seconds in all.',
    noticed: 'read three politics stories',
    changed: 'The front page puts politics first.',
    href: '/',
  },
  'regular-reader': {
    name: 'Regular reader',
    how: 'Come on 3 days within 28, and read for 5 minutes in all.',
    noticed: 'keep coming back to read',
    changed: 'The subscription offer is a trial for € 1.',
    href: '/subscribe/',
  },
  'loyal-reader': {
    name: 'Loyal reader',
    how: 'Come on 5 days within 28, and read for 30 minutes in all.',
    noticed: 'are here more than some of the editors',
    changed: 'The subscription offer is a year for € 79.',
    href: '/subscribe/',
  },
  'meter-reached': {
    name: 'Meter reached',
    how: 'Open three subscriber stories in one month.',
    noticed: 'opened three subscriber stories this month',
    changed: 'Subscriber stories end after two paragraphs.',
    href: '/politics/nine-soups/',
  },
  'keen-shopper': {
    name: 'Keen shopper',
    how: 'Look at three products, and buy none.',
    noticed: 'looked at products three times and bought nothing',
    changed: 'Product pages offer free delivery, or tea.',
    href: '/shop/print-number-six/',
  },
  'cart-left-behind': {
    name: 'Cart left behind',
    how: 'Put something into the cart, and leave it for 30 minutes.',
    noticed: 'left a cart for half an hour',
    changed: 'The shop’s strip leads back to the cart.',
    href: '/shop/',
  },
};
