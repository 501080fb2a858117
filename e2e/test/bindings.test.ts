import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildBindingApps } from '../../tools/stack/build-binding-apps.ts';
import { ready } from '../lib/daily-ink.ts';
import { type FileServer, serveFiles } from '../lib/serve-files.ts';
import type { Tab } from '../lib/visitor.ts';
import { withStack } from '../lib/with-stack.ts';

const suite = withStack();
const apps = await buildBindingApps();
let server: FileServer;

/** Server-rendered pages by framework, as they are first asked for. */
const pages = new Map<string, string>();

/** A server-rendered page, with the boot script first and the SDK as a site would have them. */
async function renderPage(framework: string): Promise<void> {
  const edge = suite.stack.edgeUrl;
  const html = await apps.get(framework)?.render([]);
  pages.set(
    framework,
    `<!doctype html><html lang="en"><title>${framework}</title><link rel="icon" href="data:,">
<script src="${edge}/v1/boot.js"></script>
<script async src="${edge}/v1/sdk.js" data-site="daily-ink" data-edge="${edge}"
  data-consent="granted" data-recorded-from="2025-01-01"></script>
<div id="root">${html}</div>
<script>window.firstSegments = document.documentElement.dataset.inkling ?? null</script>
<script src="/${framework}.js"></script>
<script>hydrate(document.getElementById('root'), [])</script></html>`,
  );
}

beforeAll(async () => {
  server = await serveFiles((path) => {
    const [, framework = '', ending] = /^\/(\w+)\.(html|js)$/.exec(path) ?? [];
    const body = ending === 'js' ? apps.get(framework)?.script : pages.get(framework);
    return body === undefined
      ? undefined
      : [`text/${ending === 'js' ? 'javascript' : 'html'}`, body];
  });
});
afterAll(() => server.close());

const shows = ({ page }: Tab, text: string): Promise<unknown> =>
  page.waitForFunction(
    (wanted) =>
      ['hook', 'element'].every((id) => document.getElementById(id)?.textContent === wanted),
    {},
    text,
  );

describe.each([...apps.keys()])('%s', (framework) => {
  test('hydrates without a mismatch and follows the visitor', async () => {
    await renderPage(framework);
    const visitor = await suite.visitor();
    const tab = await visitor.openTab();
    const warnings: string[] = [];
    tab.page.on('console', (message) => {
      if (message.type() === 'warn' || message.type() === 'error') warnings.push(message.text());
    });
    const url = `${server.url}${framework}.html`;
    await tab.goto(url);
    await ready(tab);
    await shows(tab, 'everybody');

    await tab.page.evaluate(() => {
      for (let i = 0; i < 3; i++)
        window.inkling.track('view_item', { items: [{ item_id: `p${i}` }] });
    });
    await shows(tab, 'keen');
    await tab.page.waitForFunction(() => window.inkling.status().pending === 0);

    // Now the boot script knows the visitor before the framework hydrates what knows nobody.
    await tab.goto(url);
    // The demo's rules test an offer on such visitors, too.
    expect(await tab.page.evaluate('window.firstSegments')).toMatch(/^keen-shopper\b/);
    await shows(tab, 'keen');
    if (framework === 'react') {
      await tab.page.waitForFunction(
        () => document.getElementById('variant')?.textContent === 'free',
      );
    }
    await tab.page.locator('button').click();
    await tab.page.waitForFunction(
      () => document.querySelector('button')?.textContent === '1 clicks',
    );

    await ready(tab);
    await tab.page.evaluate(() => window.inkling.track('purchase', { transaction_id: 'T1' }));
    await shows(tab, 'everybody');
    expect(warnings).toEqual([]);
    expect(visitor.log.problems).toEqual([]);
  });
});
