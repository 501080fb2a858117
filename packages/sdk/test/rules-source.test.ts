import { expect, test, vi } from 'vitest';
import {
  createRulesSource,
  FETCH_DEADLINE_MS,
  REFRESH_MS,
} from '../src/rules-source/rules-source.ts';
import { fakeHost } from './support/fake-host.ts';

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

function start(answer: (init?: RequestInit) => Promise<Response>) {
  const fetch = vi.fn((_url: unknown, init?: RequestInit) => answer(init));
  const host = fakeHost({ fetch: fetch as unknown as typeof globalThis.fetch });
  const taken: unknown[] = [];
  const refresh = createRulesSource(host, 'https://edge.example/rules.json', async (value) => {
    if (value !== 'good') throw new Error('refused');
    taken.push(value);
  });
  return { fetch, host, refresh, taken };
}

test('asks without cookies and without headers, so that no preflight is made', async () => {
  const { fetch, refresh, taken } = start(async () => new Response('"good"'));
  refresh();
  await settle();
  expect(taken).toEqual(['good']);
  const [url, init] = fetch.mock.calls[0]!;
  expect(url).toBe('https://edge.example/rules.json');
  expect(init).toMatchObject({ credentials: 'omit' });
  expect(init).not.toHaveProperty('headers');
});

test.each([
  ['a captive portal', new Response('<html>Log in</html>')],
  ['what the check refuses', new Response('"bad"')],
  ['an error', new Response('"good"', { status: 503 })],
  ['half an answer', new Response('"goo')],
])('keeps what it had after %s', async (_, response) => {
  const { host, refresh, taken } = start(async () => response);
  refresh();
  await settle();
  expect(taken).toEqual([]);
  expect(host.errors).toHaveLength(1);
});

test('gives up on an answer that does not come', async () => {
  const abort = new AbortController();
  const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(abort.signal);
  const { host, refresh } = start(
    (init) =>
      new Promise((_, reject) => {
        init?.signal?.addEventListener('abort', () => reject(new Error('aborted')));
      }),
  );
  refresh();
  await settle();
  expect(timeout).toHaveBeenCalledWith(FETCH_DEADLINE_MS);
  expect(host.errors).toEqual([]);
  abort.abort();
  await settle();
  expect(host.errors).toHaveLength(1);
  timeout.mockRestore();
});

test.each([
  { ms: REFRESH_MS - 1, times: 1 },
  { ms: REFRESH_MS, times: 2 },
])('asked again after $ms ms it has asked $times times', async ({ ms, times }) => {
  const { fetch, host, refresh } = start(async () => new Response('"good"'));
  refresh();
  await settle();
  host.clock.pass(ms);
  refresh();
  expect(fetch).toHaveBeenCalledTimes(times);
});
