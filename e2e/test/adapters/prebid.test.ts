import { afterAll, beforeAll, expect, test } from 'vitest';
import { adsSnippets, bundlePrebid } from '../../lib/bundle-prebid.ts';
import { ready } from '../../lib/daily-ink.ts';
import { type ServedPage, servePage } from '../../lib/serve-page.ts';
import type { Tab, Visitor } from '../../lib/visitor.ts';
import { withStack } from '../../lib/with-stack.ts';

interface OpenRtb {
  readonly user?: { readonly data?: readonly object[] };
}
interface WithPage {
  readonly dataLayer: object[];
  readonly pbjs: {
    requestBids(options: object): void;
    setConfig(config: object): void;
    readonly que: { push(run: () => void): void };
  };
  readonly inkling: { consent(choices: object): void };
}

const suite = withStack();
const SEGMENT = { name: 'paper.example', ext: { segtax: 4 }, segment: [{ id: '626' }] };
const OTHERS = { name: 'dmp.example', segment: [{ id: '1' }] };
let site: ServedPage | undefined;
let prebid = '';

beforeAll(async () => {
  prebid = await bundlePrebid();
}, 60_000);
afterAll(() => site?.close());

/** Opens a page with Prebid and a line of it, as a visitor in one segment that is large enough. */
async function open(visitor: Visitor, line: string): Promise<Tab> {
  const { edgeUrl } = suite.stack;
  await site?.close();
  site = await servePage(
    `<!doctype html><title>A story</title>
    <script>var pbjs = { que: [] };</script>
    <script async src="${edgeUrl}/v1/sdk.js" data-site="daily-ink" data-edge="${edgeUrl}"
      data-recorded-from="2020-01-01"></script>
    ${line}
    <script async src="/prebid.js"></script><body><h1>A story</h1>`,
    { '/prebid.js': prebid, '/auction.json': '{}' },
  );
  const tab = await visitor.openTab();
  // The edge makes this word a day later; all else is as it is.
  const payload = { kind: 'population', site: 'daily-ink', expires: 4e12, large: ['keen-shopper'] };
  await tab.page.setRequestInterception(true);
  tab.page.on('request', (request) => {
    if (!request.url().endsWith('/population.json')) return void request.continue();
    const headers = { 'Access-Control-Allow-Origin': '*' };
    void request.respond({ headers, body: JSON.stringify({ payload: JSON.stringify(payload) }) });
  });
  await tab.goto(site.url);
  await ready(tab);
  await tab.page.evaluate((endpoint) => {
    const { pbjs } = window as unknown as WithPage;
    const s2sConfig = {
      accountId: '1',
      bidders: ['paper'],
      adapter: 'prebidServer',
      enabled: true,
      timeout: 500,
      endpoint: { p1Consent: endpoint, noP1Consent: endpoint },
    };
    pbjs.que.push(() => pbjs.setConfig({ s2sConfig }));
    pbjs.que.push(() =>
      pbjs.setConfig({
        ortb2: { user: { data: [{ name: 'dmp.example', segment: [{ id: '1' }] }] } },
      }),
    );
  }, `${site.url}/auction.json`);
  return tab;
}

/** Asks for bids and gives the user of the OpenRTB request that the ad server got. */
async function auction(visitor: Visitor, { page }: Tab): Promise<OpenRtb['user']> {
  const isBid = ({ url }: { url: string }): boolean => url.endsWith('/auction.json');
  const before = visitor.log.requests.filter(isBid).length;
  await page.evaluate(() => {
    const { pbjs } = window as unknown as WithPage;
    pbjs.que.push(() =>
      pbjs.requestBids({
        adUnits: [
          {
            code: 'top',
            mediaTypes: { banner: { sizes: [[300, 250]] } },
            bids: [{ bidder: 'paper', params: {} }],
          },
        ],
        timeout: 500,
      }),
    );
  });
  await expect
    .poll(() => visitor.log.requests.filter(isBid).length, { timeout: 5_000 })
    .toBe(before + 1);
  const { body } = visitor.log.requests.filter(isBid).at(-1) ?? {};
  return (JSON.parse(body ?? '{}') as OpenRtb).user;
}

const consent = ({ page }: Tab, choices: object): Promise<void> =>
  page.evaluate((c) => (window as unknown as WithPage).inkling.consent(c), choices);

async function becomeShopper({ page }: Tab): Promise<void> {
  await page.evaluate(() => {
    const view = { event: 'view_item', ecommerce: { items: [{ item_id: 'p', price: 1 }] } };
    const { dataLayer } = window as unknown as WithPage;
    for (let i = 0; i < 3; i += 1) dataLayer.push(view);
  });
  await page.waitForFunction(() =>
    document.documentElement.dataset.inkling?.includes('keen-shopper'),
  );
}

const ADAPTER = (edgeUrl: string): string => `<script async src="${edgeUrl}/v1/adapters/prebid.js"
  data-prebid='{"name": "paper.example", "segtax": 4, "segments": {"keen-shopper": "626"}}'></script>`;

test.each([
  {
    name: 'the provider of docs/ads.md, inside Prebid.js',
    line: () => `<script>${adsSnippets()[1]}</script>`,
  },
  { name: 'the adapter, beside Prebid.js', line: ADAPTER },
])('$name, tells bidders of a segment with consent, and of none without', async ({ line }) => {
  const visitor = await suite.visitor();
  const tab = await open(visitor, line(suite.stack.edgeUrl));
  await tab.page.waitForFunction(() => 'dataLayer' in window);
  expect((await auction(visitor, tab))?.data).toEqual([OTHERS]);

  await consent(tab, { storage: true, personalization: true });
  await becomeShopper(tab);
  expect((await auction(visitor, tab))?.data).toEqual([OTHERS]);
  expect(visitor.log.requests.filter(({ url }) => url.endsWith('population.json'))).toEqual([]);

  await consent(tab, { advertising: true });
  await expect.poll(async () => (await auction(visitor, tab))?.data).toEqual([OTHERS, SEGMENT]);

  await consent(tab, { advertising: false });
  expect((await auction(visitor, tab))?.data).toEqual([OTHERS]);
  await visitor.close();
});
