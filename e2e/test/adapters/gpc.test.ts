import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Stack } from '../../../tools/stack/start-stack.ts';
import { bundle } from '../../lib/bundle.ts';
import { ready } from '../../lib/daily-ink.ts';
import { findBrowser } from '../../lib/find-browser.ts';
import { type LaunchedBrowser, launchBrowser } from '../../lib/launch.ts';
import { PLATFORMS } from '../../lib/platforms.ts';
import { requireBrowser } from '../../lib/require-browser.ts';
import { type ServedPage, servePage } from '../../lib/serve-page.ts';
import { startTestStack } from '../../lib/test-stack.ts';
import { createVisitor } from '../../lib/visitor.ts';

let stack: Stack | undefined;
let firefox: LaunchedBrowser | undefined;
let site: ServedPage | undefined;

beforeAll(async () => {
  if (!(await findBrowser('firefox')).path) return;
  stack = await startTestStack();
  firefox = await launchBrowser('firefox', {
    prefs: { 'privacy.globalprivacycontrol.enabled': true },
  });
}, 120_000);
afterAll(async () => {
  await firefox?.close();
  await site?.close();
  await stack?.close();
}, 30_000);
beforeEach((context) => requireBrowser('firefox', context));

test("Firefox's Global Privacy Control stands against a yes to everything", async () => {
  const { edgeUrl } = stack!;
  const cookiebot = PLATFORMS.find(({ name }) => name === 'Cookiebot')!;
  site = await servePage(
    `<!doctype html><title>A story</title><script src="/platform.js"></script>
    <script async src="${edgeUrl}/v1/sdk.js" data-site="daily-ink" data-edge="${edgeUrl}"></script>
    <script async src="${edgeUrl}/v1/adapters/cmp.js" data-cmp='{"recipe": "cookiebot"}'></script>`,
    { '/platform.js': await bundle(cookiebot.module) },
  );
  const visitor = await createVisitor(firefox!.browser);
  const tab = await visitor.openTab();
  await tab.goto(site.url);
  await ready(tab);
  expect(await tab.page.evaluate('navigator.globalPrivacyControl')).toBe(true);
  await tab.page.evaluate('window.answer(true)');
  await expect
    .poll(() => tab.page.evaluate('window.inkling.status().consent'))
    .toMatchObject({ storage: true, personalization: true, advertising: false, identity: false });
  await visitor.close();
});
