import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dumpStorage } from '../lib/dump-storage.ts';
import { findBrowser } from '../lib/find-browser.ts';
import { atFirstPaint } from '../lib/first-frame.ts';
import { type LaunchedBrowser, launchBrowser } from '../lib/launch.ts';
import { readPage } from '../lib/read-page.ts';
import { requireBrowser } from '../lib/require-browser.ts';
import { createVisitor } from '../lib/visitor.ts';

const PAGE = `<!doctype html><html><title>t</title><body style="height:5000px">
<h1>Hello</h1><ink-slot name="a">early</ink-slot>
<script>
  window.fired = [];
  const t0 = Date.now();
  setTimeout(() => fired.push(['once', Date.now() - t0]), 60_000);
  setInterval(() => fired.push(['each', Math.round((Date.now() - t0) / 1000)]), 25_000);
  localStorage.setItem('k', 'v');
  addEventListener('load', () => setTimeout(() => {
    document.querySelector('ink-slot').textContent = 'late';
  }, 1_000));
</script>`;

let server: Server;
let url = '';

beforeAll(async () => {
  server = createServer((_, response) => response.end(PAGE));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});

afterAll(() => new Promise((resolve) => server.close(resolve)));

describe.each(['chromium', 'firefox'] as const)('the harness in %s', (name) => {
  let launched: LaunchedBrowser | undefined;

  beforeAll(async () => {
    if ((await findBrowser(name)).path) launched = await launchBrowser(name);
  });
  afterAll(() => launched?.close());

  test('moves the clock of a page and of the next one', async (context) => {
    await requireBrowser(name, context);
    const visitor = await createVisitor(launched!.browser, { offsetMs: -86_400_000 });
    const tab = await visitor.openTab();
    await tab.goto(url);
    const startedAt = await tab.page.evaluate(() => Date.now());
    expect(startedAt - Date.now()).toBeGreaterThan(-86_410_000);
    expect(startedAt - Date.now()).toBeLessThan(-86_390_000);

    await visitor.wait(61_000);
    const fired = await tab.page.evaluate('window.fired');
    expect(fired).toEqual([
      ['each', 25],
      ['each', 50],
      ['once', expect.closeTo(60_000, -2)],
    ]);

    await tab.goto(url);
    const clock = await tab.page.evaluate(() => ({
      sinceStart: performance.now(),
      date: Date.now(),
      sum: performance.timeOrigin + performance.now(),
    }));
    expect(clock.date - startedAt).toBeGreaterThanOrEqual(61_000);
    expect(clock.sinceStart).toBeLessThan(30_000);
    expect(Math.abs(clock.sum - clock.date)).toBeLessThan(1_000);
    await visitor.close();
  });

  test('scrolls for real, reads storage, and tells the first painted frame', async (context) => {
    await requireBrowser(name, context);
    const visitor = await createVisitor(launched!.browser);
    const tab = await visitor.openTab();
    await tab.goto(url);
    const frames = await tab.frames();
    expect(atFirstPaint(frames).texts).toEqual({ a: 'early' });
    await readPage(visitor, tab, 4_000);
    expect(await tab.page.evaluate(() => scrollY)).toBeGreaterThan(700);
    expect((await tab.frames()).states.at(-1)?.texts).toEqual({ a: 'late' });
    const stored = await tab.page.evaluate(dumpStorage);
    expect(stored.localStorage).toEqual({ k: 'v' });
    expect(visitor.log.problems).toEqual([]);
    expect(visitor.log.requests.map((r) => r.url)).toContain(url);
    await visitor.close();
  });
});
