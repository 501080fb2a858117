import { expect, test } from 'vitest';
import { accept, awaitVariant, POLITICS, readStory, ready, recorded } from '../lib/daily-ink.ts';
import { atFirstPaint } from '../lib/first-frame.ts';
import { awaitMetric, readMetric } from '../lib/metrics.ts';
import { withStack } from '../lib/with-stack.ts';

const suite = withStack();

test('with the worker down the demo works and personalises, and reports wait', async () => {
  const { stack } = suite;
  const query = { ...stack, subject: 'politics-reader', metric: 'entered' };
  const before = await readMetric(query);
  const visitor = await suite.visitor();
  const tab = await visitor.openTab();
  await tab.goto(`${stack.demoUrl}/`);
  await accept(tab);
  await ready(tab);
  for (const path of POLITICS.slice(0, 2)) await readStory(visitor, tab, stack.demoUrl + path);

  await stack.stopEdge();
  try {
    await readStory(visitor, tab, stack.demoUrl + POLITICS[2]);
    await tab.page.waitForFunction(() => window.inkling.segments().includes('politics-reader'));
    await tab.goto(`${stack.demoUrl}/`);
    expect(atFirstPaint(await tab.frames()).segments).toContain('politics-reader');
    await awaitVariant(tab, 'front-block', 'politics-reader');
  } finally {
    await stack.restartEdge();
  }

  await tab.goto(`${stack.demoUrl}/politics/`);
  await ready(tab);
  await expect
    .poll(
      async () => {
        await visitor.wait(60_000);
        return readMetric(query);
      },
      { timeout: 30_000, interval: 500 },
    )
    .toBe(before + 1);
  await awaitMetric(query, before + 1);
}, 120_000);

test.each([
  {
    name: 'the property throws',
    sabotage: () => {
      Object.defineProperty(window, 'indexedDB', {
        get() {
          throw new DOMException('The operation is insecure.', 'SecurityError');
        },
      });
    },
  },
  {
    name: 'opening fails',
    sabotage: () => {
      IDBFactory.prototype.open = () => {
        throw new DOMException('Storage is off.', 'UnknownError');
      };
    },
  },
  {
    name: 'it is not there at all',
    sabotage: () => {
      Object.defineProperty(window, 'indexedDB', { value: undefined });
    },
  },
])('with IndexedDB unavailable ($name) it runs in memory and says so', async ({ sabotage }) => {
  const { demoUrl } = suite.stack;
  const visitor = await suite.visitor({ sabotage });
  const tab = await visitor.openTab();
  await tab.goto(`${demoUrl}/shop/print-number-six/`);
  await ready(tab);
  await tab.page.locator('button[data-consent="accept"]').click();
  await tab.page.waitForFunction(() => {
    const { mode, reason } = window.inkling.status();
    return mode === 'memory' && reason !== 'consent' && reason !== 'opening';
  });
  // The page's own history still decides.
  await tab.page.locator('form[data-add] button').click();
  await recorded(tab, 'add_to_cart');
  await visitor.wait(31 * 60_000);
  await awaitVariant(tab, 'cart-reminder', 'cart-left-behind');
  expect(visitor.log.problems).toEqual([]);
});
