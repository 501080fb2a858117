import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '../../tools/stack/free-port.ts';
import { type RunningEdge, startEdge } from '../../tools/stack/start-edge.ts';
import { ready, slotText } from '../lib/daily-ink.ts';
import { findBrowser } from '../lib/find-browser.ts';
import type { ServedPage } from '../lib/serve-page.ts';
import { publishRules, serveSmallSite } from '../lib/small-site.ts';
import type { Tab, Visitor } from '../lib/visitor.ts';
import { withStack } from '../lib/with-stack.ts';

const suite = withStack();
const enter = { count: 'page_view', within: '7d', gte: 1 };
const RULES = {
  holdout: 0,
  segments: { reader: { name: 'Reader', enter } },
  experiences: {
    welcome: {
      segment: 'reader',
      slot: 'top',
      holdout: 0,
      variants: { a: { text: 'A & B', href: '/subscribe/' }, b: { text: 'Bee' } },
    },
  },
  edge: { '/': ['reader', 'welcome'] },
};
const BODY = `<ink-slot name="top" style="display:block;height:3rem">Plans</ink-slot>
<ink-slot name="lead" style="display:block;height:3rem">News<template segment="reader"><b>For readers</b></template></ink-slot>`;

let page: ServedPage | undefined;
let front: RunningEdge | undefined;
let storage = '';
beforeAll(async () => {
  if (!(await findBrowser('chromium')).path) return;
  await publishRules(suite.stack, RULES);
  page = await serveSmallSite(suite.stack, BODY);
  storage = await mkdtemp(join(tmpdir(), 'inkling-front-'));
  front = await startEdge({
    config: 'wrangler.front.jsonc',
    port: await freePort(0),
    storage,
    vars: {
      INKLING_SITE: 'daily-ink',
      INKLING_EDGE: suite.stack.edgeUrl,
      INKLING_ENV: 'development',
      ORIGIN: page.url,
    },
  });
}, 120_000);
afterAll(async () => {
  await front?.close();
  await page?.close();
  if (storage) await rm(storage, { recursive: true, force: true, maxRetries: 5 });
}, 30_000);

/** The arm that a seed draws, as the browser says. */
const ARMS = [
  { seed: 'two', arm: 'a', says: 'A & B' },
  { seed: 'visitor', arm: 'b', says: 'Bee' },
] as const;

/** Opens the page as somebody who was here before, and leaves it again. */
async function visit(seed: string): Promise<{ visitor: Visitor; tab: Tab }> {
  const visitor = await suite.visitor({ seed });
  const tab = await visitor.openTab();
  await tab.goto(`${front!.url}/story/`);
  await ready(tab);
  await tab.page.waitForFunction(() => document.cookie.includes('inkling-edge='));
  return { visitor, tab };
}

test.each(ARMS)(
  'edge and browser show arm $arm alike, and the edge without any script',
  async ({ seed, arm, says }) => {
    const { visitor, tab } = await visit(seed);
    const [cookie] = (await tab.page.browserContext().cookies()).filter(
      ({ name }) => name === 'inkling-edge',
    );
    expect(cookie).toMatchObject({ value: `reader.welcome:${arm}`, path: '/', sameSite: 'Lax' });

    await tab.page.setJavaScriptEnabled(false);
    await tab.goto(`${front!.url}/other/`);
    // biome-ignore lint/performance/useDomNodeTextContent: what is rendered is the question.
    const rendered = await tab.page.$eval('body', (body) => body.innerText);
    expect(rendered).toContain(says);
    expect(rendered).not.toContain('Plans');
    expect(await slotText(tab, 'top')).toBe(says);
    expect(await slotText(tab, 'lead')).toBe('For readers');
    const filled = await tab.page.content();

    await tab.page.setJavaScriptEnabled(true);
    await tab.goto(`${front!.url}/other/`);
    await ready(tab);
    expect(await slotText(tab, 'top')).toBe(says);
    // The browser agrees: it has left what the edge wrote, and has not written it anew.
    expect(await tab.page.$$eval('ink-slot > slot[slot="ink"]', (all) => all.length)).toBe(2);
    expect(filled).toContain(`data-ink="welcome:${arm}"`);
    const { states } = await tab.frames();
    const shown = states.map(({ texts }) => texts.top).filter((text) => text !== undefined);
    expect([...new Set(shown)]).toEqual([says]);
    expect(visitor.log.problems).toEqual([]);
  },
  60_000,
);

test('who takes everything back is nobody to the edge', async () => {
  const { visitor, tab } = await visit('two');
  await tab.page.evaluate(() => window.inkling.forget());
  await tab.page.waitForFunction(() => !document.cookie.includes('inkling-edge'));
  await tab.page.setJavaScriptEnabled(false);
  await tab.goto(`${front!.url}/other/`);
  expect(await slotText(tab, 'top')).toBe('Plans');
  expect(visitor.log.problems).toEqual([]);
}, 60_000);

test('a cookie that somebody made up shows nothing but what the site has, and the browser corrects it', async () => {
  const visitor = await suite.visitor({ seed: 'two' });
  const tab = await visitor.openTab();
  await tab.page.browserContext().setCookie({
    name: 'inkling-edge',
    value: 'welcome:b.<script>alert(1)</script>.nobody',
    domain: '127.0.0.1',
    path: '/',
  });
  await tab.page.setJavaScriptEnabled(false);
  await tab.goto(`${front!.url}/story/`);
  expect(await slotText(tab, 'top')).toBe('Bee');
  expect(await slotText(tab, 'lead')).toBe('News');
  await tab.page.setJavaScriptEnabled(true);
  await tab.goto(`${front!.url}/story/`);
  await ready(tab);
  await tab.page.waitForFunction(
    () => document.querySelector('ink-slot[name=top]')?.getAttribute('data-ink') !== 'welcome:b',
  );
  expect(visitor.log.problems).toEqual([]);
}, 60_000);
