import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundle } from '../../lib/bundle.ts';
import { ready } from '../../lib/daily-ink.ts';
import { dumpStorage } from '../../lib/dump-storage.ts';
import { PLATFORMS } from '../../lib/platforms.ts';
import { readPage } from '../../lib/read-page.ts';
import { type ServedPage, servePage } from '../../lib/serve-page.ts';
import type { Tab, Visitor } from '../../lib/visitor.ts';
import { withStack } from '../../lib/with-stack.ts';

interface WithPlatform {
  readonly loaded?: boolean;
  readonly answer: (yes: boolean) => void;
}

const suite = withStack();
const NOTHING_ELSE = { indexedDb: {}, sessionStorage: {}, cookies: '', caches: [] };
const NOTHING = { ...NOTHING_ELSE, localStorage: {} };
const NO_FORECAST = JSON.stringify({ s: [] });

const answer = ({ page }: Tab, yes: boolean): Promise<void> =>
  page.evaluate((yes) => (window as unknown as WithPlatform).answer(yes), yes);
const mode = ({ page }: Tab): Promise<string> => page.evaluate(() => window.inkling.status().mode);

test('every build keeps its adapters at an address that never changes', async () => {
  const { edgeUrl } = suite.stack;
  const { version, files } = (await (await fetch(`${edgeUrl}/v1/sri.json`)).json()) as {
    version: string;
    files: Record<string, string>;
  };
  const answer = await fetch(`${edgeUrl}/v1/${version}/adapters/tcf.js`);
  expect(answer.headers.get('Cache-Control')).toContain('immutable');
  const hash = createHash('sha384')
    .update(await answer.text())
    .digest('base64');
  expect(files['adapters/tcf.js']).toBe(`sha384-${hash}`);
});

describe.each(PLATFORMS)('with $name', ({ adapter, settings, module }) => {
  let site: ServedPage | undefined;
  beforeAll(async () => {
    const { edgeUrl } = suite.stack;
    site = await servePage(
      `<!doctype html><title>A story</title>
      <script src="/platform.js"></script>
      <script async src="${edgeUrl}/v1/sdk.js" data-site="daily-ink" data-edge="${edgeUrl}"></script>
      <script async src="${edgeUrl}/v1/adapters/${adapter}.js"
        data-${adapter}='${JSON.stringify(settings ?? {})}'></script>
      <body style="height:4000px"><h1>A story</h1>`,
      { '/platform.js': await bundle(module) },
    );
  });
  afterAll(() => site?.close());

  const open = async (visitor: Visitor): Promise<Tab> => {
    const tab = await visitor.openTab();
    await tab.goto(site!.url);
    await ready(tab);
    // Only what is loaded last hears the other tabs.
    await tab.page.waitForFunction(
      () =>
        (window as unknown as WithPlatform).loaded &&
        performance.getEntriesByType('resource').some(({ name }) => name.endsWith('/idle.js')),
    );
    return tab;
  };

  test('nothing is stored or sent before a yes; a withdrawal wipes it in every tab', async () => {
    const visitor = await suite.visitor();
    const other = await open(visitor);
    const tab = await open(visitor);
    await readPage(visitor, tab, 10_000);
    await visitor.wait(60_000);
    expect(await mode(tab)).toBe('memory');
    expect(await tab.page.evaluate(dumpStorage)).toEqual(NOTHING);
    expect(visitor.log.requests.filter(({ method }) => method !== 'GET')).toEqual([]);

    await answer(tab, true);
    await expect.poll(() => mode(tab)).toBe('stored');
    await expect.poll(() => mode(other)).toBe('stored');
    await expect
      .poll(async () => (await tab.page.evaluate(dumpStorage)).indexedDb.inkling?.events?.length)
      .toBeGreaterThan(0);

    await answer(tab, false);
    if (adapter === 'gpp') {
      // The opt-out of those laws is of advertising: what stays on the site stays.
      const { consent } = await tab.page.evaluate(
        () =>
          window.inkling.status() as never as {
            consent: object;
          },
      );
      expect(consent).toMatchObject({ storage: true, advertising: false, identity: false });
      return;
    }
    await expect.poll(() => mode(tab)).toBe('memory');
    await expect.poll(() => mode(other)).toBe('memory');
    await expect
      .poll(async () => {
        const { localStorage, ...rest } = await tab.page.evaluate(dumpStorage);
        // The other tab, told a moment later, may have kept a forecast of no segment in between.
        const { 'inkling:boot': boot = NO_FORECAST, ...keys } = localStorage;
        return { ...rest, forecast: JSON.parse(boot).s, keys: Object.keys(keys) };
      })
      .toEqual({ ...NOTHING_ELSE, forecast: [], keys: ['inkling:consent'] });
    expect(visitor.log.problems).toEqual([]);
    await visitor.close();
  });
});
