import { afterEach, expect, test, vi } from 'vitest';
import { type RequestWatch, watchRequests } from '../src/inspector/watch-requests.ts';

const EDGE = 'https://edge.example';
const page = window as Window & typeof globalThis;
/** What the browser tells of requests: two of before, one that `fetch` makes later, a later script. */
const ENTRIES = [
  { name: `${EDGE}/v1/sdk.js`, startTime: -2, initiatorType: 'script' },
  { name: `${EDGE}/v1/sites/s/reports`, startTime: -1, initiatorType: 'fetch' },
  { name: 'https://ads.example/x.js', startTime: -1, initiatorType: 'script' },
  { name: `${EDGE}/v1/sites/s/reports`, startTime: 1e12, initiatorType: 'fetch' },
  { name: `${EDGE}/v1/idle.js`, startTime: 1e12, initiatorType: 'other' },
];
let watch: RequestWatch | undefined;

afterEach(() => {
  watch?.stop();
  vi.restoreAllMocks();
});

function pageWith(answer: () => Promise<Response>): typeof fetch {
  const fetch = vi.fn(answer);
  page.fetch = fetch;
  page.PerformanceObserver = class {
    readonly #tell: PerformanceObserverCallback;
    constructor(tell: PerformanceObserverCallback) {
      this.#tell = tell;
    }
    observe(): void {
      this.#tell({ getEntries: () => ENTRIES } as never, this as never);
    }
    disconnect(): void {}
  } as unknown as typeof PerformanceObserver;
  watch = watchRequests(page, EDGE);
  return fetch;
}

test('earlier requests, and scripts, are known by their address alone', () => {
  pageWith(async () => new Response());
  expect(watch?.seen.map(({ url, body }) => [url, body])).toEqual([
    [`${EDGE}/v1/sdk.js`, null],
    [`${EDGE}/v1/sites/s/reports`, undefined],
    [`${EDGE}/v1/idle.js`, null],
  ]);
});

test('later ones are seen whole, and the page gets its answer', async () => {
  const real = pageWith(async () => new Response('yes', { status: 202 }));
  const init = { method: 'POST', body: '{"v":1}' };
  const answer = await page.fetch(`${EDGE}/v1/sites/s/reports`, init);
  expect(await answer.text()).toBe('yes');
  expect(real).toHaveBeenCalledWith(`${EDGE}/v1/sites/s/reports`, init);
  expect(watch?.seen.at(-1)).toMatchObject({ method: 'POST', body: '{"v":1}', status: 202 });
  await page.fetch('https://shop.example/cart');
  expect(watch?.seen).toHaveLength(4);
});

test('a failure reaches the page as it was', async () => {
  pageWith(() => Promise.reject(new TypeError('offline')));
  await expect(page.fetch(`${EDGE}/x`)).rejects.toThrow('offline');
  expect(watch?.seen.at(-1)).toMatchObject({ url: `${EDGE}/x`, method: 'GET', body: null });
});

test('the page has its own fetch back, unless somebody wrapped it since', () => {
  const real = pageWith(async () => new Response());
  watch?.stop();
  expect(page.fetch).toBe(real);
  watch = watchRequests(page, EDGE);
  const other = vi.fn();
  page.fetch = other;
  watch.stop();
  expect(page.fetch).toBe(other);
});
