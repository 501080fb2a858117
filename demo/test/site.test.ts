import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DemoServer, startDemoServer } from '../serve.ts';
import { buildSite } from '../src/build-site.ts';

const EDGE = 'http://127.0.0.1:9';
let dir: string;
let server: DemoServer;
let pages: readonly string[];

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'daily-ink-'));
  await buildSite({ edge: `${EDGE}/`, out: dir });
  pages = readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((f) => /\.html$/.test(f));
  server = await startDemoServer({ dir, port: 0 });
});
afterAll(() => server.close());

const read = (page: string): string => readFileSync(join(dir, page), 'utf8');

test('every internal link leads to a page, and every asset is there', () => {
  const broken = pages.flatMap((page) =>
    [...read(page).matchAll(/(?:href|src)="(\/[^"#]*)/g)]
      .map(([, path]) => path ?? '')
      .filter((path) => !existsSync(join(dir, path.endsWith('/') ? `${path}index.html` : path)))
      .map((path) => `${page} → ${path}`),
  );
  expect(pages.length).toBeGreaterThan(30);
  expect(broken).toEqual([]);
});

test('no page has an inline script but data and the boot, nor an inline style or handler', () => {
  for (const page of pages) {
    const markup = read(page);
    const inline = [...markup.matchAll(/<script(?![^>]*\bsrc=)([^>]*)>/g)].map(([, a]) => a);
    expect(inline.filter((a) => a?.trim() !== 'type="application/ld+json"').length).toBeLessThan(2);
    expect(markup).not.toMatch(/<[^>]+\s(style|on[a-z]+)=/);
  }
});

test('a paid story says so to machines, and keeps its text in the page', () => {
  const markup = read('politics/nine-soups/index.html');
  const data = JSON.parse(/ld\+json">(.*?)<\/script>/.exec(markup)?.[1] ?? 'null');
  expect(data).toMatchObject({
    '@type': 'NewsArticle',
    articleSection: 'politics',
    isAccessibleForFree: false,
    hasPart: { cssSelector: '.paid .rest' },
  });
  expect(markup).toContain('fourteenth soup');
});

test('every segment drives a slot, and no slot waits for one, or an arm, that is not there', () => {
  const file = readFileSync(`${import.meta.dirname}/../rules.json`, 'utf8');
  const { segments, experiences } = JSON.parse(file) as {
    segments: object;
    experiences: Record<string, { segment: string; variants: object }>;
  };
  const used = pages.flatMap((page) =>
    [...read(page).matchAll(/<template segment="([^"]+)">/g)].map(([, segment]) => segment),
  );
  const tested = Object.values(experiences).map(({ segment }) => segment);
  const arms = Object.entries(experiences).flatMap(([id, { variants }]) =>
    Object.keys(variants).map((arm) => `${id}:${arm}`),
  );
  const plain = Object.keys(segments).filter((segment) => !tested.includes(segment));
  expect([...new Set(used)].sort()).toEqual([...plain, ...arms].sort());
});

test('a page names each of its slots once', () => {
  for (const page of pages) {
    const names = [...read(page).matchAll(/<ink-slot name="([^"]+)"/g)].map(([, name]) => name);
    expect(new Set(names).size, page).toBe(names.length);
  }
});

test('politics comes last on the front page, and first for its readers', () => {
  const [variant = '', fallback = ''] = read('index.html').split('</template>');
  const order = (markup: string) =>
    [...markup.matchAll(/desk-section[^>]*>\s*<h2><a href="\/([a-z]+)\//g)].map(([, id]) => id);
  expect(order(variant)).toEqual(['politics', 'business', 'culture', 'science']);
  expect(order(fallback)).toEqual(['business', 'culture', 'science', 'politics']);
});

test('the tag is the one that a customer pastes', () => {
  expect(read('index.html')).toContain(
    `<script async src="${EDGE}/v1/sdk.js" data-site="daily-ink" data-edge="${EDGE}"`,
  );
});

test.each([
  { path: '/', status: 200, type: 'text/html; charset=utf-8' },
  { path: '/politics', status: 301, type: null },
  { path: '/politics/', status: 200, type: 'text/html; charset=utf-8' },
  { path: '/no-such-page/', status: 404, type: 'text/html; charset=utf-8' },
  { path: '/_csp.txt', status: 404, type: 'text/html; charset=utf-8' },
  { path: '/..%2f..%2fpackage.json', status: 404, type: 'text/html; charset=utf-8' },
  { path: '/%', status: 404, type: 'text/html; charset=utf-8' },
])('$path answers $status', async ({ path, status, type }) => {
  const response = await fetch(server.url + path, { redirect: 'manual' });
  expect(response.status).toBe(status);
  expect(response.headers.get('content-type')).toBe(type);
});

test('pages come with the strict policy, assets may be kept for good', async () => {
  const page = await fetch(`${server.url}/`);
  const policy = page.headers.get('content-security-policy') ?? '';
  expect(policy).toContain(`script-src 'self' ${EDGE}`);
  expect(policy).toContain("require-trusted-types-for 'script'");
  expect(policy).not.toContain('unsafe');
  expect(page.headers.get('cache-control')).toBe('no-cache');
  const [, asset] = /href="(\/assets\/[^"]+\.css)"/.exec(await page.text()) ?? [];
  const style = await fetch(server.url + asset);
  expect(style.headers.get('cache-control')).toContain('immutable');
});
