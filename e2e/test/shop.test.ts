import { expect, test } from 'vitest';
import { accept, awaitVariant, ready, recorded, settled, slotText } from '../lib/daily-ink.ts';
import { atFirstPaint } from '../lib/first-frame.ts';
import { withStack } from '../lib/with-stack.ts';

const REMINDER = /^Your cart is where you left it\./;
const MINUTE_MS = 60_000;

const suite = withStack();

test('a cart left behind for 30 minutes brings the reminder, and buying ends it', async () => {
  const { demoUrl } = suite.stack;
  const visitor = await suite.visitor();
  const tab = await visitor.openTab();
  await tab.goto(`${demoUrl}/shop/print-number-six/`);
  await accept(tab);
  await ready(tab);
  await tab.page.locator('form[data-add] button').click();
  await recorded(tab, 'add_to_cart');
  await settled(tab);

  await visitor.wait(29 * MINUTE_MS);
  expect(await slotText(tab, 'cart-reminder')).not.toMatch(REMINDER);
  const loads = await tab.page.evaluate(() => performance.timeOrigin);
  await visitor.wait(2 * MINUTE_MS);
  await awaitVariant(tab, 'cart-reminder', 'cart-left-behind');
  expect(await slotText(tab, 'cart-reminder')).toMatch(REMINDER);
  expect(await tab.page.evaluate(() => performance.timeOrigin)).toBe(loads);

  await tab.goto(`${demoUrl}/shop/`);
  expect(atFirstPaint(await tab.frames()).texts['cart-reminder']).toMatch(REMINDER);

  await tab.goto(`${demoUrl}/shop/checkout/`);
  await ready(tab);
  await tab.page.locator('input[name="payment"][value="card"]').click();
  await Promise.all([
    tab.page.waitForNavigation({ waitUntil: 'load' }),
    tab.page.locator('form[data-checkout] button').click(),
  ]);
  await ready(tab);
  await settled(tab);
  await awaitVariant(tab, 'cart-reminder', null);
  expect(visitor.log.problems).toEqual([]);
}, 120_000);
