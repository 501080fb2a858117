import { By, until, type WebDriver } from 'selenium-webdriver';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Stack } from '../../tools/stack/start-stack.ts';
import { findBrowser } from '../lib/find-browser.ts';
import { type LaunchedWebKit, launchWebKit } from '../lib/launch-webkit.ts';
import { requireBrowser } from '../lib/require-browser.ts';
import { startTestStack } from '../lib/test-stack.ts';

const PRODUCTS = ['print-gannet-rock', 'print-number-six', 'notebook-unfinished'];
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

test('in WebKit, too, looking at three products brings free delivery, without reload', async () => {
  const { driver } = webkit!;
  const open = (product: string): Promise<void> => driver.get(`${stack!.demoUrl}/shop/${product}/`);

  await open(PRODUCTS[0]!);
  await driver.wait(until.elementLocated(By.css('button[data-consent="accept"]')), PATIENCE_MS);
  await becomes(driver, 'typeof window.inkling?.status');
  await driver.findElement(By.css('button[data-consent="accept"]')).click();
  await becomes(driver, 'window.inkling.status().mode === "stored"');
  for (const product of PRODUCTS.slice(1)) {
    await becomes(driver, 'window.inkling.status().pending === 0');
    await open(product);
  }
  const variant = 'document.querySelector(\'ink-slot[name="product-offer"]\').dataset.ink';
  await becomes(driver, `${variant} === "keen-shopper"`);

  await open(PRODUCTS[0]!);
  const segments = await driver.executeScript('return document.documentElement.dataset.inkling');
  expect(segments).toContain('keen-shopper');
}, 60_000);

async function becomes(driver: WebDriver, condition: string): Promise<void> {
  const isSo = (): Promise<boolean> => driver.executeScript(`return !!(${condition})`);
  await driver.wait(isSo, PATIENCE_MS, `never: ${condition}`);
}
