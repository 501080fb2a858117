import { afterAll, beforeAll, expect, test } from 'vitest';
import { ready } from '../lib/daily-ink.ts';
import type { ServedPage } from '../lib/serve-page.ts';
import { publishRules, serveSmallSite } from '../lib/small-site.ts';
import type { Tab, Visitor } from '../lib/visitor.ts';
import { withStack } from '../lib/with-stack.ts';

const viewed = (gte: number) => ({ count: 'page_view', within: '30d', gte });
const RULES = {
  holdout: 0,
  segments: {
    reader: { enter: viewed(1) },
    fan: { enter: viewed(3) },
    kept: { enter: viewed(1) },
    capped: { enter: viewed(1) },
  },
  experiences: {
    welcome: {
      segment: 'reader',
      slot: 'offer',
      holdout: 0,
      variants: { on: { text: 'Four weeks for € 1', href: '/subscribe/', class: 'lead' } },
    },
    hidden: { segment: 'kept', slot: 'aside', holdout: 1, variants: { on: { text: 'Secret' } } },
    below: { segment: 'fan', slot: 'below', holdout: 0, variants: { on: {} } },
    once: {
      segment: 'capped',
      slot: 'line',
      holdout: 0,
      variants: { on: { text: 'Seen once' } },
      caps: { ever: 1 },
    },
  },
  meters: { articles: { free: 2, within: 'this-month' } },
  offers: {
    subscription: { ladder: [{ offer: 'annual', segment: 'fan' }], otherwise: 'monthly' },
    secret: { ladder: [{ offer: 'half', segment: 'kept' }], otherwise: 'full' },
  },
};
const BODY = `<ink-slot name="offer" swap="at-once">Everybody</ink-slot>
<ink-slot name="aside" swap="at-once">Nothing new<template segment="kept">Secret</template></ink-slot>
<p data-ink-slot="line" data-ink-swap="at-once">Default line</p>
<p id="show" data-ink-show="reader" data-ink-swap="at-once" hidden>For readers</p>
<p id="hide" data-ink-hide="reader" data-ink-swap="at-once">For others</p>
<a id="text" href="/plans/" class="own" data-ink-swap="at-once" data-ink-text='{"reader":"Read on"}'
  data-ink-href='{"reader":"/more/"}' data-ink-class='{"reader":"hot"}'>Plans</a>
<p id="kept" data-ink-text='{"kept":"Secret"}' data-ink-swap="at-once">Open</p>
<div style="height:3000px"></div>
<ink-slot name="below">Default<template segment="below:on">Below</template></ink-slot>`;

/** A busy machine takes its time. */
const PATIENT = { timeout: 15_000 };

const suite = withStack();
let site: ServedPage | undefined;
beforeAll(async () => {
  if (!suite.stack) return;
  await publishRules(suite.stack, RULES);
  site = await serveSmallSite(
    suite.stack,
    BODY,
    `<script>window.told=[];addEventListener('inkling:change',e=>told.push(e.detail.segment),true)</script>`,
  );
});
afterAll(() => site?.close());

/**
 * Opens a page; what is loaded last comes once the visitor's clock has moved on, which it may not
 * before the history is there: a database that is slow to open is given up after 2 s of that clock.
 */
const open = async (visitor: Visitor, tab: Tab, path: string): Promise<void> => {
  await tab.goto(site!.url + path);
  await ready(tab);
  await tab.page.waitForFunction(() => window.inkling.status().mode === 'stored');
  await visitor.wait(3_000);
};
const text = ({ page }: Tab, selector: string): Promise<string> =>
  page.$eval(selector, (element) => {
    const slot = element.shadowRoot?.querySelector('slot');
    return (
      (slot
        ? slot
            .assignedNodes()
            .map((node) => node.textContent)
            .join('')
        : element.textContent
      )?.trim() ?? ''
    );
  });
const shows = (tab: Tab, selector: string, wanted: string): Promise<void> =>
  expect.poll(() => text(tab, selector), PATIENT).toContain(wanted);
const stored = ({ page }: Tab, type: string): Promise<Record<string, unknown>[]> =>
  page.evaluate(
    async (type) =>
      (await window.inkling.export()).events
        .filter((event) => event.type === type)
        .map(({ params }) => params as Record<string, unknown>),
    type,
  );

test('shows what the rules say, at the first frame when it comes again', async () => {
  const visitor = await suite.visitor();
  const tab = await visitor.openTab();
  await open(visitor, tab, '/a');
  await shows(tab, 'ink-slot[name=offer]', 'Four weeks');
  const link = await tab.page.$eval('ink-slot[name=offer] a', (a) => a.outerHTML);
  expect(link).toBe('<a href="/subscribe/" class="lead">Four weeks for € 1</a>');
  await expect
    .poll(() => stored(tab, 'experience_shown'))
    .toContainEqual({
      experience: 'welcome',
      variant: 'on',
    });
  expect(await stored(tab, 'experience_assigned')).toContainEqual({
    experience: 'hidden',
    variant: 'holdout',
  });
  const types = await tab.page.evaluate(async () =>
    (await window.inkling.export()).events.map(({ type }) => type),
  );
  expect(types.indexOf('experience_assigned')).toBeLessThan(types.indexOf('experience_shown'));
  await tab.page.waitForFunction(() => localStorage['inkling:boot']?.includes('welcome:on'));

  await tab.goto(`${site!.url}/b`);
  const frames = await tab.frames();
  expect(JSON.stringify(frames)).toContain('welcome:on');
  await shows(tab, 'ink-slot[name=offer]', 'Four weeks');
  await ready(tab);
  await tab.page.waitForFunction(() => window.inkling.status().pending === 0);
  // Once a visitor, however often it is shown.
  const assigned = await stored(tab, 'experience_assigned');
  expect(assigned.filter(({ experience }) => experience === 'welcome')).toHaveLength(1);
  expect(visitor.log.problems).toEqual([]);
});

test('a held-out visitor sees, hears and is offered what a non-member is', async () => {
  const visitor = await suite.visitor();
  const tab = await visitor.openTab();
  for (const path of ['/a', '/b']) {
    await open(visitor, tab, path);
    await shows(tab, '#text', 'Read on');
    const { page } = tab;
    expect(await page.evaluate(() => window.inkling.segments())).toContain('kept');
    expect(await page.evaluate(() => window.inkling.has('kept'))).toBe(false);
    expect(await page.evaluate(() => window.inkling.ready())).not.toContain('kept');
    expect(await page.$eval('html', ({ dataset }) => dataset.inkling)).not.toContain('kept');
    expect(await page.evaluate('told')).not.toContain('kept');
    expect(await text(tab, '#kept')).toBe('Open');
    expect(await text(tab, 'ink-slot[name=aside]')).toBe('Nothing new');
    expect(await page.evaluate(() => window.inkling.offer('secret'))).toBe('full');
    await page.waitForFunction(() => localStorage['inkling:boot']);
    expect(await page.evaluate(() => localStorage['inkling:boot'])).not.toContain('kept');
  }
});

test('exposure is counted when the slot comes into view, and caps count showings', async () => {
  const visitor = await suite.visitor();
  const tab = await visitor.openTab();
  const seen = async () => (await stored(tab, 'experience_shown')).map((one) => one.experience);
  await open(visitor, tab, '/a');
  await shows(tab, '[data-ink-slot]', 'Seen once');
  await expect.poll(seen, PATIENT).toContain('once');
  await tab.page.waitForFunction(() => window.inkling.status().pending === 0);
  for (const path of ['/b', '/c']) await open(visitor, tab, path);
  await shows(tab, 'ink-slot[name=below]', 'Below');
  await expect.poll(seen, PATIENT).toContain('welcome');
  expect(await seen()).not.toContain('below');
  await tab.page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await expect.poll(seen, PATIENT).toContain('below');
  expect((await seen()).filter((one) => one === 'once')).toHaveLength(1);
  expect(await text(tab, '[data-ink-slot]')).toBe('Default line');
  expect(await tab.page.evaluate(() => window.inkling.has('capped'))).toBe(false);
});

test('existing markup follows and comes back, also markup that arrives later', async () => {
  const visitor = await suite.visitor();
  const tab = await visitor.openTab();
  const { page } = tab;
  await open(visitor, tab, '/a');
  await shows(tab, '#text', 'Read on');
  const hot = '<a id="text" href="/more/" class="own hot"';
  expect(await page.$eval('#text', (a) => a.outerHTML.slice(0, 45))).toContain(hot.slice(0, 45));
  expect(await page.$eval('#show', (p) => (p as HTMLElement).hidden)).toBe(false);
  expect(await page.$eval('#hide', (p) => (p as HTMLElement).hidden)).toBe(true);

  await page.evaluate(() => {
    const late = document.createElement('p');
    late.id = 'late';
    late.textContent = 'Late';
    late.setAttribute('data-ink-text', '{"reader":"Late, and right"}');
    document.body.prepend(late);
  });
  expect(await text(tab, '#late')).toBe('Late, and right');

  await page.evaluate(() => window.inkling.off(['reader']));
  await shows(tab, '#text', 'Plans');
  expect(await page.$eval('#text', (a) => [a.getAttribute('href'), a.className])).toEqual([
    '/plans/',
    'own',
  ]);
  expect(await page.$eval('#show', (p) => (p as HTMLElement).hidden)).toBe(true);
  expect(await page.$eval('#hide', (p) => (p as HTMLElement).hidden)).toBe(false);
});

test('a segment that is switched off stays away, in other tabs and from the first frame', async () => {
  const visitor = await suite.visitor();
  const tab = await visitor.openTab();
  await open(visitor, tab, '/a');
  const other = await visitor.openTab();
  await other.goto(`${site!.url}/b`);
  await open(visitor, other, '/b');
  await other.page.waitForFunction(() => window.inkling.has('reader'));
  expect(await tab.page.evaluate(() => window.inkling.off())).toEqual([]);
  // Only what is loaded last hears the other tabs.
  await other.page.evaluate(() => window.inkling.export());
  expect(await tab.page.evaluate(() => window.inkling.off(['reader', 'fan']))).toEqual([
    'reader',
    'fan',
  ]);
  expect(await tab.page.evaluate(() => localStorage['inkling:off'])).toBe('reader fan');
  await other.page.waitForFunction(() => !window.inkling.has('reader'));
  expect(await other.page.evaluate(() => window.inkling.segments())).toContain('reader');
  await tab.page.waitForFunction(() => !localStorage['inkling:boot']?.includes('reader'));
  await open(visitor, tab, '/c');
  expect(await tab.page.evaluate('told')).not.toContain('reader');
  expect(await tab.page.evaluate(() => window.inkling.ready())).not.toContain('reader');
  await tab.page.evaluate(() => window.inkling.off([]));
  await tab.page.waitForFunction(() => window.inkling.has('reader'));
  await tab.page.evaluate(() => window.inkling.forget());
  expect(await tab.page.evaluate(() => Object.keys(localStorage))).toEqual([]);
});

test('a meter counts each article once and then closes; offers follow the ladder', async () => {
  const visitor = await suite.visitor();
  const tab = await visitor.openTab();
  const meter = () => tab.page.evaluate(() => window.inkling.meter('articles'));
  await open(visitor, tab, '/a');
  const [first, again] = await tab.page.evaluate(() =>
    Promise.all([window.inkling.meter('articles'), window.inkling.meter('articles')]),
  );
  expect(first).toEqual({ count: 1, limit: 2, remaining: 1, allowed: true, reason: 'free' });
  expect(again).toEqual({ ...first, reason: 'counted' });
  expect(await tab.page.evaluate(() => window.inkling.offer('subscription'))).toBe('monthly');
  await tab.page.waitForFunction(() => window.inkling.status().pending === 0);
  await open(visitor, tab, '/b');
  expect(await meter()).toMatchObject({ count: 2, remaining: 0, allowed: true, reason: 'free' });
  await tab.page.waitForFunction(() => window.inkling.status().pending === 0);
  await open(visitor, tab, '/c');
  expect(await meter()).toEqual({
    count: 2,
    limit: 2,
    remaining: 0,
    allowed: false,
    reason: 'limit',
  });
  await open(visitor, tab, '/a');
  expect(await meter()).toMatchObject({ allowed: true, reason: 'counted' });
  expect(await stored(tab, 'meter_count')).toEqual([
    { meter: 'articles', article: '/a' },
    { meter: 'articles', article: '/b' },
  ]);
  expect(await tab.page.evaluate(() => window.inkling.offer('subscription'))).toBe('annual');
  expect(await tab.page.evaluate(() => window.inkling.meter('no-such'))).toBeNull();
  expect(await tab.page.evaluate(() => window.inkling.offer('no-such'))).toBeNull();
  expect(visitor.log.problems).toEqual([]);
});

test('the inspector opens when it is asked for, and by the address', async () => {
  const visitor = await suite.visitor();
  const tab = await visitor.openTab();
  await open(visitor, tab, '/a?ink-debug');
  await tab.page.waitForSelector('ink-inspector');
  await open(visitor, tab, '/a');
  expect(await tab.page.$('ink-inspector')).toBeNull();
  await tab.page.evaluate(() => window.inkling.debug());
  await tab.page.waitForSelector('ink-inspector');
});
