import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { buildForEdge } from '../../tools/stack/build-all.ts';
import { bootstrapToken, publishDemo } from '../../tools/stack/demo-site.ts';
import { startEdge } from '../../tools/stack/start-edge.ts';
import { findBrowser } from '../lib/find-browser.ts';
import { type LaunchedBrowser, launchBrowser } from '../lib/launch.ts';
import { requireBrowser } from '../lib/require-browser.ts';
import { type ServedPage, servePage } from '../lib/serve-page.ts';

const RULES = {
  format: 1,
  site: 'daily-ink',
  timezone: 'UTC',
  currency: 'EUR',
  record: {
    types:
      'page_view session_start form_start form_submit click file_download view_search_results campaign_response element_visible'.split(
        ' ',
      ),
  },
  segments: { seen: { name: 'Seen', enter: { count: 'click', within: '30d', gte: 1 } } },
};
const PARAMS = {
  form_start: { form_id: 'news', form_destination: 'https://crm.example' },
  form_submit: { form_id: 'news', form_destination: 'https://crm.example' },
  click: { link_domain: 'other.example', link_url: 'https://other.example/x', outbound: true },
  file_download: { file_name: '/files/(email)', file_extension: 'pdf' },
  view_search_results: { search_term: 'green tea' },
  campaign_response: { source: 'paper', medium: 'email', campaign: 'dev', channel: 'email' },
  element_visible: { element_name: 'offer' },
};

let edge: Awaited<ReturnType<typeof startEdge>>;
let site: ServedPage;
let storage: string;

beforeAll(async () => {
  await buildForEdge(() => {});
  storage = await mkdtemp(join(tmpdir(), 'inkling-capture-'));
  const vars = { INKLING_BOOTSTRAP_TOKEN: bootstrapToken(storage) };
  edge = await startEdge({ port: 0, storage: join(storage, 'edge'), vars });
  await publishDemo(edge.url, storage, JSON.stringify(RULES));
  site = await servePage(`<!doctype html><title>Capture</title><link rel="icon" href="data:,">
<script async src="${edge.url}/v1/sdk.js" data-site="daily-ink" data-consent="granted"
  data-edge="${edge.url}"></script>
<script>addEventListener('click', (e) => e.target.closest('a') && e.preventDefault());
addEventListener('submit', (e) => e.preventDefault())</script>
<form id="news" action="https://crm.example/in?key=1"><input name="mail"><button>Send</button></form>
<a id="out" href="https://other.example/x?id=1"><b>out</b></a>
<a id="file" href="/files/jane@mail.example.pdf">file</a>
<p data-ink-track="offer">An offer</p>
<div style="height:300vh"></div><p data-ink-track="below">Nobody scrolls here</p>`);
}, 120_000);
afterAll(async () => {
  await site?.close();
  await edge?.close();
  await rm(storage, { recursive: true, force: true, maxRetries: 5 });
}, 30_000);

const events = (page: Page): Promise<{ type: string; params: object }[]> =>
  page.evaluate(async () => {
    const { inkling } = window as never as {
      inkling: { export(): Promise<{ events: never[] }> };
    };
    return (await inkling.export()).events;
  });

describe.each(['chromium', 'firefox'] as const)('in %s', (name) => {
  let launched: LaunchedBrowser | undefined;
  let browser: Browser;
  beforeAll(async () => {
    if (!(await findBrowser(name)).path) return;
    launched = await launchBrowser(name);
    browser = launched.browser;
  }, 60_000);
  afterAll(() => launched?.close());
  beforeEach((context) => requireBrowser(name, context));

  test('forms, ways out, downloads, searches, arrivals and what was seen are recorded once', async () => {
    const page = await browser.newPage();
    const query = 'q=green+tea&utm_source=paper&utm_medium=email&utm_campaign=dev';
    await page.goto(`${site.url}/find?${query}`);
    await expect
      .poll(async () => (await events(page)).map(({ type }) => type), { timeout: 15_000 })
      .toEqual(expect.arrayContaining(['view_search_results', 'element_visible']));
    await page.type('input', 'jane@mail.example');
    await page.click('button');
    await page.click('#out b', { count: 2 });
    await page.click('#file');
    await expect
      .poll(async () => (await events(page)).map(({ type }) => type), { timeout: 15_000 })
      .toContain('file_download');
    const all = await events(page);
    for (const [type, params] of Object.entries(PARAMS)) {
      const found = all.filter((event) => event.type === type);
      expect(found.map((event) => event.params)).toEqual([expect.objectContaining(params)]);
    }
    expect(JSON.stringify(all)).not.toMatch(/jane|key=1|id=1/);
    await page.close();
  }, 60_000);

  test('each route of a single-page site is one view, a redirect and a plain hash are none', async () => {
    const page = await browser.newPage();
    const paths = async (): Promise<unknown[]> =>
      (await events(page)).flatMap(({ type, params }) =>
        type === 'page_view' ? [(params as { path?: unknown }).path] : [],
      );
    await page.goto(`${site.url}/one`);
    await expect.poll(paths, { timeout: 15_000 }).toContain('/one');
    const before = (await paths()).length;
    await page.evaluate(() => {
      history.pushState(null, '', '/redirects');
      history.replaceState(null, '', '/two');
    });
    await expect.poll(paths, { timeout: 15_000 }).toContain('/two');
    await page.evaluate(() => {
      location.hash = 'part';
      history.pushState(null, '', '/three');
    });
    await expect.poll(paths, { timeout: 15_000 }).toContain('/three');
    expect((await paths()).slice(before)).toEqual(['/two', '/three']);
    await page.close();
  }, 60_000);
});
