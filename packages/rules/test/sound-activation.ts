const views = (gte: number) => ({ count: 'page_view', within: '30d', gte });

/** A file that uses every key that acts on memberships. */
export const SOUND_ACTIVATION = {
  format: 1,
  site: 'daily-ink',
  timezone: 'Europe/Berlin',
  holdout: 0.02,
  signals: { propensity: { count: 'page_view', where: { section: 'offers' }, within: '30d' } },
  segments: {
    regular: {
      name: 'Regular reader',
      enter: views(3),
      objective: 'More trials',
      message: 'trial-offer',
    },
    fan: { enter: views(30), objective: 'More annual plans', message: 'annual-offer' },
    subscriber: { enter: { count: 'subscribe', gte: 1 } },
  },
  experiments: {
    price: {
      name: 'Price of the annual plan',
      hypothesis: 'A lower price sells more in all',
      owner: 'subscriptions',
      arms: { control: 0.5, low: 0.25, high: 0.25 },
      coverage: 0.5,
      namespace: { name: 'offers', range: [0, 0.5] },
    },
  },
  experiences: {
    trial: {
      name: 'Trial on the home page',
      hypothesis: 'Readers who come back want a trial',
      owner: 'growth',
      message: 'trial-offer',
      segment: 'regular',
      slot: 'home-offer',
      variants: {
        short: { weight: 0.25, text: 'Read on for 1 €', href: '/subscribe?plan=trial' },
        long: {
          weight: 0.75,
          html: '<b>Read on</b>',
          class: 'offer wide',
          attributes: { 'aria-label': 'Offer', 'data-plan': 'trial' },
        },
      },
      coverage: 0.2,
      namespace: { name: 'offers', range: [0.5, 1] },
      holdout: 0.2,
      schedule: { from: '2026-12-01', to: '2026-12-24T18:00:00Z' },
      caps: { session: 1, day: 2, ever: 5 },
      coolDown: '3d',
      priority: 5,
      exclusionGroup: 'offers',
    },
    annual: {
      message: 'annual-offer',
      segment: 'fan',
      slot: 'home-offer',
      experiment: 'price',
      variants: { low: { text: '49 € a year' }, high: {} },
    },
  },
  meters: {
    articles: {
      free: 5,
      within: 'this-month',
      article: 'article_id',
      where: { section: { exists: true } },
      exempt: { segments: ['subscriber'], pages: { any: [{ free: true }, { path: '/help' }] } },
      registered: { segment: 'regular', bonus: 3 },
    },
    plain: { free: 1, within: '30d' },
  },
  offers: {
    subscription: {
      signal: 'propensity',
      ladder: [
        { offer: 'annual', segment: 'fan' },
        { offer: 'trial', segment: 'regular', gte: 2 },
        { offer: 'gift', gte: 9 },
      ],
      otherwise: 'newsletter',
    },
  },
  edge: { '/': ['regular'], '/politics/': ['fan'] },
} as const;

/** The file with some of its parts put otherwise, by path. */
export function activationWith(changes: Readonly<Record<string, unknown>>): unknown {
  const file = structuredClone(SOUND_ACTIVATION) as unknown as Record<string, unknown>;
  for (const [path, value] of Object.entries(changes)) {
    const keys = path.split('/');
    const last = keys.pop()!;
    const parent = keys.reduce<Record<string, unknown>>(
      (at, key) => at[key] as Record<string, unknown>,
      file,
    );
    if (value === undefined) delete parent[last];
    else parent[last] = value;
  }
  return file;
}
