import { By, until, type WebDriver } from 'selenium-webdriver';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Stack } from '../../tools/stack/start-stack.ts';
import { findBrowser } from '../lib/find-browser.ts';
import { type LaunchedWebKit, launchWebKit } from '../lib/launch-webkit.ts';
import { requireBrowser } from '../lib/require-browser.ts';
import { startTestStack } from '../lib/test-stack.ts';
import { SEEDS } from '../lib/visitor.ts';

const VIEW = "{ event: 'view_item', ecommerce: { items: [{ item_id: 'p', price: 1 }] } }";
const PATIENCE_MS = 15_000;

let stack: Stack | undefined;
let webkit: LaunchedWebKit | undefined;

beforeAll(async () => {
  if (!(await findBrowser('webkit')).path) return;
  stack = await startTestStack();
  webkit = await launchWebKit();
}, 120_000);

afterAll(async () => {
  await webkit?.close();
  await stack?.close();
}, 30_000);

beforeEach((context) => requireBrowser('webkit', context));

test('in WebKit, too, three views of products bring free delivery, without reload', async () => {
  const { driver } = webkit!;
  await driver.get(`${stack!.demoUrl}/shop/print-number-six/`);
  await becomes(driver, 'typeof window.inkling?.status === "function"');
  await driver.wait(until.elementLocated(By.css('button[data-consent="accept"]')), PATIENCE_MS);
  const accept = driver.findElement(By.css('button[data-consent="accept"]'));
  await driver.wait(until.elementIsVisible(accept), PATIENCE_MS);
  // Held out of nothing, and in the arm `free`.
  await driver.executeScript(`localStorage['inkling:seed'] = '${SEEDS.free}'`);
  await accept.click();
  await becomes(driver, 'window.inkling.status().mode === "stored"');

  const shown = 'document.querySelector(\'ink-slot[name="product-offer"]\').dataset.ink';
  expect(await driver.executeScript(`return ${shown} ?? null`)).toBe(null);
  await driver.executeScript(`window.dataLayer.push(${VIEW}); window.dataLayer.push(${VIEW});`);
  await becomes(driver, `${shown} === "delivery-offer:free"`);
  expect(await driver.executeScript('return window.inkling.segments()')).toEqual(['keen-shopper']);
  await becomes(driver, 'window.inkling.status().pending === 0');

  // The next page knows it from the log, not only from what the boot script kept.
  await driver.get(`${stack!.demoUrl}/shop/print-number-six/`);
  await becomes(driver, 'window.inkling?.status?.().rules > 0');
  await becomes(driver, 'window.inkling.segments().includes("keen-shopper")');
  expect(await driver.executeScript('return window.inkling.status().mode')).toBe('stored');
}, 90_000);

async function becomes(driver: WebDriver, condition: string): Promise<void> {
  const isSo = (): Promise<boolean> => driver.executeScript(`return !!(${condition})`);
  await driver.wait(isSo, PATIENCE_MS, `never: ${condition}`);
}
