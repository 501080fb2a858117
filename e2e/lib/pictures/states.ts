import { accept, awaitVariant, POLITICS, ready, recorded, settled } from '../daily-ink.ts';
import { DAY_MS, type Guest, type Picture, readFor } from './picture.ts';

const MINUTE_MS = 60_000;
const PAID = [
  '/politics/bills-read-first/',
  '/science/clock-for-lichens/',
  '/politics/nine-soups/',
];
const PRODUCTS = ['/shop/print-number-six/', '/shop/tea-deadline/', '/shop/notebook-unfinished/'];

/** The six states in which the demo is shown, and three of its parts. */
export const PICTURES: readonly Picture[] = [
  { name: 'first-visit', play: (guest) => open(guest, '/') },
  {
    name: 'consent-denied',
    async play(guest) {
      await open(guest, '/');
      await guest.tab.page.locator('button[data-consent="necessary"]').click();
      await visit(guest, '/');
    },
  },
  {
    name: 'politics-first',
    at: 'ink-slot[name=front-block]',
    async play(guest) {
      await agree(guest, POLITICS[0], 12_000);
      for (const path of POLITICS.slice(1)) await visit(guest, path, 12_000);
      await visit(guest, '/');
      await awaitVariant(guest.tab, 'front-block', 'politics-reader');
    },
  },
  {
    name: 'regular',
    daysAgo: 2,
    at: 'ink-slot[name=subscription-offer]',
    async play(guest) {
      await comeDaily(guest, 3, 2 * MINUTE_MS);
      await awaitVariant(guest.tab, 'subscription-offer', 'regular-reader');
    },
  },
  {
    name: 'loyal-at-the-meter',
    daysAgo: 4,
    at: 'ink-slot[name=paywall]',
    async play(guest) {
      await comeDaily(guest, 5, 6.25 * MINUTE_MS);
      for (const path of PAID) await visit(guest, path);
      await awaitVariant(guest.tab, 'paywall', 'meter-reached');
    },
  },
  {
    name: 'cart-abandoner',
    async play(guest) {
      await agree(guest, PRODUCTS[0]!);
      await guest.tab.page.locator('form[data-add] button').click();
      await recorded(guest.tab, 'add_to_cart');
      await settled(guest.tab);
      await guest.visitor.wait(31 * MINUTE_MS);
      await visit(guest, '/shop/');
      await awaitVariant(guest.tab, 'cart-reminder', 'cart-left-behind');
    },
  },
  { name: 'keen-shopper', play: lookAround },
  {
    name: 'holdout',
    seed: 'held',
    async play(guest) {
      await lookAround(guest);
      await guest.visitor.wait(2_000); // The bar looks now and then.
    },
  },
  {
    name: 'privacy',
    async play(guest) {
      await lookAround(guest);
      await visit(guest, '/privacy/');
      await guest.tab.page.waitForFunction(() =>
        document.querySelector('ink-privacy')?.shadowRoot?.querySelector('button'),
      );
    },
  },
  {
    name: 'inspector',
    async play(guest) {
      await lookAround(guest);
      const module = JSON.stringify(`${guest.edgeUrl}/v1/inspector.js`);
      await guest.tab.page.evaluate(`import(${module}).then(({ open }) => open())`);
      await guest.tab.page.waitForSelector('ink-inspector');
    },
  },
];

/** Opens a page of the demo and waits for the SDK. */
async function open({ tab, demoUrl }: Guest, path: string): Promise<void> {
  await tab.goto(demoUrl + path);
  await ready(tab);
  await tab.page.waitForFunction(() => !document.querySelector<HTMLElement>('.consent')?.hidden);
}

async function visit(guest: Guest, path: string, readMs = 0): Promise<void> {
  await guest.tab.goto(guest.demoUrl + path);
  await ready(guest.tab);
  await readFor(guest, readMs);
  await settled(guest.tab);
}

/** The first page: the visitor agrees, and reads it for so long. */
async function agree(guest: Guest, path: string, readMs = 0): Promise<void> {
  await open(guest, path);
  await accept(guest.tab);
  await readFor(guest, readMs);
  await settled(guest.tab);
}

/** Comes on so many days, reads a story for so long on each, and ends on the front page. */
async function comeDaily(guest: Guest, days: number, readMs: number): Promise<void> {
  await agree(guest, '/science/clock-for-lichens/', readMs);
  for (let day = 1; day < days; day += 1) {
    await guest.visitor.wait(DAY_MS);
    await visit(guest, '/business/typewriter-repairer/', readMs);
  }
  await visit(guest, '/');
}

/** Looks at three products, and ends at the last. */
async function lookAround(guest: Guest): Promise<void> {
  await agree(guest, PRODUCTS[0]!);
  await recorded(guest.tab, 'view_item');
  for (const path of PRODUCTS.slice(1)) {
    await visit(guest, path);
    await recorded(guest.tab, 'view_item');
  }
  await guest.tab.page.waitForFunction(() => window.inkling.segments().includes('keen-shopper'));
}
