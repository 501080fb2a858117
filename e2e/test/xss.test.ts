import { describe, expect, test } from 'vitest';
import { ready } from '../lib/daily-ink.ts';
import { servePage } from '../lib/serve-page.ts';
import { publishRules } from '../lib/small-site.ts';
import type { Tab, Visitor } from '../lib/visitor.ts';
import { withStack } from '../lib/with-stack.ts';
import { serveHostileSite } from '../lib/xss/hostile-site.ts';
import { type Payload, readPayloads } from '../lib/xss/payloads.ts';
import { provoke, watchDamage } from '../lib/xss/watch.ts';

const PAYLOADS = readPayloads();
const LEAST_PAYLOADS = 60;
/** Few payloads run in no browser of today; most do, or the suite shows nothing. */
const LEAST_LIVE = 30;
const PATIENT = { timeout: 20_000 };
/** Hundreds of slots, looked at element by element, take their time. */
const LONG = 180_000;

test('the corpus is as large as it says, and each payload stands in it once', () => {
  expect(PAYLOADS.length).toBeGreaterThanOrEqual(LEAST_PAYLOADS);
  expect(new Set(PAYLOADS.map(({ payload }) => payload)).size).toBe(PAYLOADS.length);
});

describe.each(['chromium', 'firefox'] as const)('in %s', (name) => {
  const suite = withStack(name);
  const attack = async (): Promise<{ visitor: Visitor; tab: Tab }> => {
    const visitor = await suite.visitor({ sabotage: watchDamage });
    return { visitor, tab: await visitor.openTab() };
  };
  const damage = ({ page }: Tab) => page.evaluate(() => window.__damage);
  /** Requests to anybody but this machine. */
  const strangers = ({ log }: Visitor): string[] =>
    log.requests
      .map(({ url }) => url)
      .filter((url) => !/^(http:\/\/127\.0\.0\.1|data:|blob:)/.test(url));

  test('payloads do run, where a page takes them for code', async () => {
    const page = await servePage('<!doctype html><title>t</title><p>');
    const { tab } = await attack();
    await tab.goto(page.url);
    const live = await tab.page.evaluate(async (payloads: readonly Payload[]) => {
      const runs = [];
      for (const { payload } of payloads.filter((one) => one.as === 'html')) {
        const before = window.__damage.runs;
        const box = document.createElement('div');
        document.body.append(box);
        box.innerHTML = payload;
        for (const one of box.querySelectorAll('*')) {
          for (const type of ['mouseover', 'pointerover', 'focus']) {
            one.dispatchEvent(new Event(type));
          }
        }
        for (const link of box.querySelectorAll('a')) {
          link.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
        }
        const until = performance.now() + 200;
        while (window.__damage.runs === before && performance.now() < until) {
          await new Promise((resolve) => setTimeout(resolve, 10));
        }
        runs.push(window.__damage.runs > before);
        box.remove();
      }
      return runs.filter(Boolean).length;
    }, PAYLOADS);
    expect(live).toBeGreaterThanOrEqual(LEAST_LIVE);
    await page.close();
  });

  test.each([
    { policy: '', with: 'without a policy' },
    {
      policy: "require-trusted-types-for 'script'; trusted-types 'none'",
      with: 'with Trusted Types',
    },
  ])(
    'none runs on any way into a page, $with',
    async ({ policy }) => {
      const site = await serveHostileSite(suite.stack, PAYLOADS, policy);
      const { visitor, tab } = await attack();
      const { page } = tab;
      for (const path of [
        '/a',
        `/b?utm_campaign=${encodeURIComponent(PAYLOADS[0]!.payload)}#<img src=x onerror=pwn()>`,
      ]) {
        await tab.goto(site.url + path);
        await ready(tab);
        await visitor.wait(3_000);
        await page.evaluate((payloads) => {
          for (const { payload } of payloads) {
            window.inkling.track(payload, { [payload]: payload, section: payload });
          }
        }, PAYLOADS);
        await page.waitForFunction(() =>
          document.querySelector('ink-slot[name="text-0"][data-ink]'),
        );
        await page.waitForFunction(() =>
          document.querySelector('[data-ink-slot="text-0"][data-ink]'),
        );
        await page.waitForFunction(() => localStorage['inkling:boot']?.includes('text0'));
        expect(await page.evaluate(provoke)).toEqual([]);
      }
      await inspectAll(tab, suite.stack.edgeUrl);
      expect(await page.evaluate(provoke)).toEqual([]);
      const shown = await page.$eval('ink-privacy', (panel) => panel.shadowRoot?.textContent);
      expect(shown).toContain(PAYLOADS[4]!.payload);
      expect(await damage(tab)).toEqual({ runs: 0, violations: [] });
      expect(strangers(visitor)).toEqual([]);
      await site.close();
    },
    LONG,
  );

  test('none runs in the dashboard', async () => {
    await publishRules(suite.stack, hostileNotes(PAYLOADS));
    const { visitor, tab } = await attack();
    const { edgeUrl, token } = suite.stack;
    await tab.goto(`${edgeUrl}/dashboard/#site=daily-ink&token=${token}`);
    const { page } = tab;
    await expect
      .poll(() => page.$eval('body', (body) => body.textContent), PATIENT)
      .toContain(PAYLOADS[4]!.payload);
    expect(await page.evaluate(provoke)).toEqual([]);
    expect(await damage(tab)).toEqual({ runs: 0, violations: [] });
    expect(strangers(visitor)).toEqual([]);
  });
});

/** Opens every tab of the inspector, and everything that can be opened in it. */
async function inspectAll({ page }: Tab, edgeUrl: string): Promise<void> {
  await page.evaluate(`import('${edgeUrl}/v1/inspector.js').then(({ open }) => open())`);
  await page.waitForFunction(
    (id) => document.querySelector('ink-inspector')?.shadowRoot?.textContent?.includes(id),
    {},
    PAYLOADS[4]!.payload,
  );
  const tabs = await page.evaluate(
    () =>
      document.querySelector('ink-inspector')!.shadowRoot!.querySelectorAll('[role=tab]').length,
  );
  // The first one is open, and comes again at the end.
  for (let i = 1; i <= tabs; i++) {
    await page.evaluate(async (at) => {
      const root = document.querySelector('ink-inspector')!.shadowRoot!;
      const drawn = new Promise((resolve) => {
        new MutationObserver(resolve).observe(root.getElementById('panel')!, {
          childList: true,
          subtree: true,
        });
      });
      root.querySelectorAll<HTMLElement>('[role=tab]')[at]!.click();
      await drawn;
      for (const part of root.querySelectorAll('details')) part.open = true;
    }, i % tabs);
    await page.evaluate(provoke);
  }
}

/** A rule file whose texts for people are payloads. */
function hostileNotes(payloads: readonly Payload[]): object {
  const enter = { count: 'page_view', within: '30d', gte: 1 };
  const texts = payloads.map(({ payload }, i) => {
    const words = { name: payload, description: payload, objective: payload, owner: payload };
    return [`s${i}`, { ...words, message: payload, kpi: 'buy', enter }];
  });
  const conversions = { buy: { event: 'purchase', value: 'value' } };
  return { conversions, segments: Object.fromEntries(texts) };
}
