import { expect, test } from 'vitest';
import { accept, awaitVariant, recorded, slotText } from '../lib/daily-ink.ts';
import { readRows } from '../lib/metrics.ts';
import { SEEDS, type Tab, type Visitor } from '../lib/visitor.ts';
import { withStack } from '../lib/with-stack.ts';

const suite = withStack();
const PRODUCT = '/shop/print-number-six/';
const DEFAULT = 'Delivery € 4.50, free from € 60.';

/** Brings a visitor to where everybody becomes a keen shopper. */
async function shop(seed: string): Promise<{ visitor: Visitor; tab: Tab }> {
  const visitor = await suite.visitor({ seed });
  const tab = await visitor.openTab();
  await tab.goto(suite.stack.demoUrl + PRODUCT);
  await accept(tab);
  await recorded(tab, 'view_item');
  await tab.page.evaluate(() => {
    for (const id of ['a', 'b']) {
      window.inkling.track('view_item', { items: [{ item_id: id, price: 1 }] });
    }
  });
  await tab.page.waitForFunction(() => window.inkling.segments().includes('keen-shopper'));
  return { visitor, tab };
}

/** What the edge has counted of arms, by `metric arm bucket`. */
async function counted(): Promise<Record<string, number>> {
  const rows = (await readRows(suite.stack)).filter(({ arm }) => arm);
  const names = rows.map(({ metric, arm, bucket }) =>
    [metric, arm, bucket].filter(Boolean).join(' '),
  );
  return Object.fromEntries(names.map((name, i) => [name, rows[i]!.value]));
}

test.each([
  { arm: 'free', says: 'Delivery is on us today.' },
  { arm: 'tea', says: 'A tin of tea comes with your order.' },
] as const)(
  'the demo shows arm $arm, and the edge counts who is assigned, who has seen it and who bought',
  async ({ arm, says }) => {
    const { visitor, tab } = await shop(SEEDS[arm]);
    await awaitVariant(tab, 'product-offer', `delivery-offer:${arm}`);
    expect(await slotText(tab, 'product-offer')).toBe(says);
    const rowsOf = async () => {
      // Reports leave when nothing has happened for a while.
      await visitor.wait(5_000);
      return counted();
    };
    const name = `delivery-offer:${arm}`;
    await expect.poll(rowsOf, { timeout: 30_000 }).toMatchObject({
      [`level ${name} purchase:0:0`]: 1,
      [`exposed ${name}`]: 1,
    });
    await tab.page.evaluate(() => {
      const items = [{ item_id: 'print', price: 30 }];
      const sale = { transaction_id: 'T1', currency: 'EUR', value: 30, items };
      window.inkling.track('purchase', sale);
    });
    // Left at once: whoever comes next counts what this page had no time to.
    await tab.goto(`${suite.stack.demoUrl}/shop/`);
    await expect.poll(rowsOf, { timeout: 30_000 }).toMatchObject({
      [`level ${name} purchase:0:1`]: 1,
    });
    // The two halves of the move may come in two reports.
    await expect.poll(rowsOf).not.toHaveProperty([`level ${name} purchase:0:0`]);
    expect(visitor.log.problems).toEqual([]);
  },
  120_000,
);

test('who is in the holdout of the site sees the default, and is counted there', async () => {
  const { visitor, tab } = await shop(SEEDS.held);
  expect(await slotText(tab, 'product-offer')).toBe(DEFAULT);
  expect(await tab.page.evaluate(() => window.inkling.has('keen-shopper'))).toBe(false);
  await expect
    .poll(
      async () => {
        await visitor.wait(5_000);
        return counted();
      },
      { timeout: 30_000 },
    )
    .toMatchObject({ 'level holdout:held purchase:0:0': 1 });
  expect(visitor.log.problems).toEqual([]);
}, 120_000);
