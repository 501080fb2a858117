import { expect, test } from 'vitest';
import { axeFaults } from '../lib/axe-faults.ts';
import { accept, ready } from '../lib/daily-ink.ts';
import { withStack } from '../lib/with-stack.ts';

const suite = withStack();

const PAGES = [
  '/',
  '/politics/',
  '/politics/nine-soups/',
  '/subscribe/',
  '/privacy/',
  '/shop/',
  '/shop/print-number-six/',
  '/shop/cart/',
  '/shop/checkout/',
  '/shop/thanks/',
  '/nowhere/',
];

test.each(PAGES)(
  '%s passes WCAG 2.2 AA, with the banner and without, in light and dark',
  async (path) => {
    const visitor = await suite.visitor();
    const tab = await visitor.openTab();
    await tab.goto(suite.stack.demoUrl + path);
    await ready(tab);
    expect(await axeFaults(tab.page)).toEqual([]);
    await accept(tab);
    await tab.page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'dark' }]);
    expect(await axeFaults(tab.page)).toEqual([]);
    // The page for what is not there says so with its status, and the browser notes that.
    const problems = visitor.log.problems.filter((line) => !line.includes('/nowhere/'));
    expect(problems).toEqual([]);
  },
);

test.each([
  { name: 'the sign-in', signIn: false },
  { name: 'the overview', signIn: true },
])('the dashboard passes WCAG 2.2 AA: $name', async ({ signIn }) => {
  const { edgeUrl, token } = suite.stack;
  const visitor = await suite.visitor();
  const tab = await visitor.openTab();
  await tab.goto(`${edgeUrl}/dashboard/`);
  if (signIn) {
    await tab.page.locator('input[name="site"]').fill('daily-ink');
    await tab.page.locator('input[name="token"]').fill(token);
    await tab.page.keyboard.press('Enter');
    await tab.page.waitForFunction(() => /politics.reader/i.test(document.body.textContent ?? ''));
  }
  expect(await axeFaults(tab.page)).toEqual([]);
  expect(visitor.log.problems).toEqual([]);
});
