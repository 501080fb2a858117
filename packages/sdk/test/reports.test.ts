import { createQuickEngine, type InkEvent, type Program, type ReportMode } from '@inkling/engine';
import type { Report } from '@inkling/report';
import { beforeEach, expect, test, vi } from 'vitest';
import type { Choices } from '../src/consent/consent.ts';
import { createConsent } from '../src/consent/consent.ts';
import type { IdleParts } from '../src/idle/parts.ts';
import { createGuard } from '../src/lib/guard.ts';
import { createKeys, type Keys } from '../src/lib/keys.ts';
import { createListen } from '../src/lib/listen.ts';
import type { StoredEvent } from '../src/log/event-log.ts';
import type { Step } from '../src/memberships/memberships.ts';
import * as credit from '../src/reports/credit.ts';
import type { Ledger } from '../src/reports/ledger.ts';
import * as randomised from '../src/reports/randomised.ts';
import { QUIET_MS, startReports } from '../src/reports/reports.ts';
import { SEND_DEADLINE_MS, sendReport } from '../src/reports/send-report.ts';
import { event } from './support/events.ts';
import { fakeHost } from './support/fake-host.ts';

let running = 0;
beforeEach(() => {
  localStorage.clear();
  running++;
});

const settle = async (): Promise<void> => {
  for (let i = 0; i < 5; i++) await new Promise((resolve) => setTimeout(resolve));
};
const program = {
  zone: { name: 'UTC', from: [null], offsets: [0] },
  segments: [{ id: 'reader', def: 'd1' }],
  conversions: [{ id: 'sale', matcher: 0, value: 'value' }],
  currency: 'USD',
  session: { timeoutMs: 1_800_000, maxMs: null, newOnCampaign: false, newAtMidnight: false },
  code: { m: [[['purchase']]], s: [], l: [], q: [], h: [], r: [], v: [] },
} as unknown as Program;
const engine = {
  program,
  ahead: () => [[]],
  memberships: () => [],
  core: createQuickEngine(program).core,
} as unknown as Step['engine'];
const stepOf = (what: InkEvent, inside = false): Step => ({
  t: what.t,
  engine,
  memberships: [{ segment: 'reader', in: inside, known: true, since: inside ? what.t : null }],
  transitions: inside ? [{ segment: 'reader', t: what.t, in: true }] : [],
  events: [what],
});

/** What the tabs of a test share. */
interface Disk {
  ledger?: Ledger;
  readonly rows: StoredEvent[];
}

function start(
  answer: () => Promise<Response>,
  choices: Choices = { measurement: true },
  env = 'development',
  {
    keys,
    reports,
    load,
    commit,
    tab = 'tab',
    disk = { rows: [] },
    engine: present = () => engine,
  }: {
    keys?: Keys;
    reports?: ReportMode;
    load?: Promise<void>;
    commit?: Promise<void>;
    tab?: string;
    disk?: Disk;
    engine?: () => Step['engine'] | null;
  } = {},
) {
  const sent: Report[] = [];
  const fetch = vi.fn(async (_url: string, init: RequestInit) => {
    sent.push(JSON.parse(init.body as string) as Report);
    return await answer();
  });
  const mine = running;
  const host = fakeHost({
    fetch: fetch as unknown as typeof globalThis.fetch,
    keys: keys ?? createKeys(window, () => true),
    // Pages of earlier tests are gone, though their window is not.
    listen: (target, types, callback) =>
      createListen(createGuard(() => {}))(target, types, (event) => {
        if (mine === running) callback(event);
      }),
  });
  const steps: Step[] = [];
  const parts = {
    host,
    config: { edge: 'https://edge.example', site: 's' },
    consent: createConsent(
      false,
      undefined,
      () => JSON.stringify({ storage: true, ...choices }),
      () => {},
    ),
    tab,
    feed: {
      bundle: () => ({ env, ...(reports && { reports }) }),
      lost: () => false,
      cursor: () => disk.rows.length,
    },
    loaders: {
      part: async (name: 'credit' | 'randomised') => {
        await load;
        return { credit, randomised }[name];
      },
    },
    memberships: { engine: present },
    url: 'https://edge.example/v1/sites/s/',
    store: {
      status: () => ({ mode: 'stored', reason: null }),
      log: () => ({
        read: async (after: number) => disk.rows.slice(after),
        update: async (_: string, change: (old?: Ledger) => Ledger) => {
          const next = change(disk.ledger);
          if (commit && next !== disk.ledger) await commit;
          disk.ledger = next;
          return next;
        },
      }),
    },
    steps,
  } as unknown as IdleParts;
  const wake = startReports(parts);
  const step = (...more: Step[]): void => {
    steps.push(...more);
    for (const stored of more.flatMap(({ events }) => events)) {
      disk.rows.push({ ...stored, seq: disk.rows.length + 1 });
    }
    wake();
  };
  return { fetch, host, sent, step, steps, ledger: () => disk.ledger };
}
const at = (host: { clock: { now(): number } }, type = 'page_view', n = 0, tab = 'tab'): InkEvent =>
  event(tab, n, type, type === 'purchase' ? { value: 5 } : {}, host.clock.now());
const sums = (sent: Report[]): Record<string, number> => {
  const out: Record<string, number> = {};
  for (const { subject, metric, delta } of sent.flatMap(({ rows }) => rows)) {
    out[`${subject} ${metric}`] = (out[`${subject} ${metric}`] ?? 0) + delta;
  }
  return out;
};

test('what happened leaves once the page is quiet, as anonymous rows', async () => {
  const page = start(async () => new Response(null, { status: 202 }));
  page.step(stepOf(at(page.host)));
  page.step(stepOf(at(page.host, 'purchase', 1), true));
  await settle();
  page.host.clock.pass(QUIET_MS - 1);
  await settle();
  expect(page.sent).toEqual([]);
  page.host.clock.pass(1);
  await settle();
  expect(sums(page.sent)).toMatchObject({
    '* visitors': 1,
    '* new_visitors': 1,
    '* page_views': 1,
    '* conversions': 1,
    '* revenue': 500,
    'reader entered': 1,
    'reader in': 1,
  });
  expect(page.ledger()?.queue).toEqual([]);
  const [url, init] = page.fetch.mock.calls[0]!;
  expect(url).toBe('https://edge.example/v1/sites/s/reports');
  expect(init).toMatchObject({ method: 'POST', keepalive: true, credentials: 'omit' });
  expect(init).not.toHaveProperty('headers');
});

test.each([
  {
    when: 'without consent to measurement',
    choices: { measurement: false },
    env: 'development',
    bundle: {},
  },
  {
    when: 'where the site takes no reports',
    choices: { measurement: true },
    env: 'live',
    bundle: { reports: { mode: 'off' } },
  },
] as const)('$when nothing is kept and nothing is sent', async ({ choices, env, bundle }) => {
  const page = start(async () => new Response(), choices, env, bundle);
  page.step(stepOf(at(page.host)));
  await settle();
  page.host.clock.pass(60_000);
  await settle();
  expect(page.fetch).not.toHaveBeenCalled();
  expect(page.ledger()).toBeUndefined();
  expect(page.steps).toEqual([]);
});

test('a report that did not arrive is sent again, the same to the byte', async () => {
  let down = true;
  const page = start(async () => {
    if (down) throw new TypeError('offline');
    return new Response(null, { status: 202 });
  });
  page.step(stepOf(at(page.host)));
  await settle();
  page.host.clock.pass(QUIET_MS);
  await settle();
  const first = page.sent.map((report) => JSON.stringify(report));
  expect(first.length).toBeGreaterThan(0);
  expect(page.ledger()?.queue.map((report) => JSON.stringify(report))).toEqual(first);
  down = false;
  page.sent.length = 0;
  page.host.clock.pass(3_600_000);
  page.step();
  await settle();
  page.host.clock.pass(QUIET_MS);
  await settle();
  expect(page.sent.map((report) => JSON.stringify(report))).toEqual(first);
  expect(page.ledger()?.queue).toEqual([]);
});

test('outside development at most two requests leave a page, and one more when it is hidden', async () => {
  const page = start(
    async () => new Response(null, { status: 202 }),
    { measurement: true },
    'live',
  );
  const tomorrow = page.host.clock.now() + 86_400_000;
  page.step(stepOf(at(page.host)), stepOf(at(page.host, 'purchase', 1), true));
  page.step(stepOf(event('tab', 2, 'page_view', {}, tomorrow), true));
  page.step(stepOf(event('tab', 3, 'page_view', {}, tomorrow + 86_400_000), true));
  await settle();
  page.host.clock.pass(QUIET_MS);
  await settle();
  expect(page.sent).toHaveLength(2);
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
  document.dispatchEvent(new Event('visibilitychange'));
  await settle();
  expect(page.sent).toHaveLength(3);
  expect(page.ledger()?.queue).toEqual([]);
  expect(page.ledger()?.rows.length).toBeGreaterThan(0);
  vi.restoreAllMocks();
});

test('what may not leave yet adds up, and leaves with the next page', async () => {
  const ok = async (): Promise<Response> => new Response(null, { status: 202 });
  const page = start(ok, { measurement: true }, 'live');
  for (let n = 0; n < 20; n++) {
    const beat = event(
      'tab',
      n,
      'user_engagement',
      { engagement_time_msec: 1_000 },
      page.host.clock.now(),
    );
    page.step(n ? stepOf(beat) : stepOf(at(page.host)));
    await settle();
    page.host.clock.pass(QUIET_MS);
    await settle();
  }
  expect(page.sent).toHaveLength(2);
  expect(page.ledger()?.queue).toHaveLength(1);
  expect(page.ledger()?.rows.map(({ metric }) => metric)).toEqual(['engaged']);
  page.step(stepOf(at(page.host, 'page_view', 20)));
  await settle();
  page.host.clock.pass(QUIET_MS);
  await settle();
  expect(sums(page.sent)).toMatchObject({ '* page_views': 2, '* engaged': 19, '* visitors': 1 });
  expect(new Set(page.sent.map(({ id }) => id)).size).toBe(page.sent.length);
});

test('where the site takes randomised bits, one a day leaves and nothing else', async () => {
  const ok = async (): Promise<Response> => new Response(null, { status: 202 });
  const reports = { mode: 'randomised', epsilon: 1 } as const;
  const page = start(ok, { measurement: true }, 'live', { reports });
  const quiet = async (): Promise<void> => {
    await settle();
    page.host.clock.pass(QUIET_MS);
    await settle();
  };
  page.step(stepOf(at(page.host)), stepOf(at(page.host, 'purchase', 1), true));
  await quiet();
  page.step(stepOf(at(page.host, 'page_view', 2), true));
  await quiet();
  page.step({ ...stepOf(at(page.host)), t: page.host.clock.now() + 86_400_000, events: [] });
  await quiet();
  const rows = page.sent.map((report) => report.rows);
  expect(rows).toMatchObject([[{ subject: 'reader', metric: 'bit', delta: 1 }]]);
  page.host.clock.pass(86_400_000);
  page.step(stepOf(at(page.host, 'page_view', 3), true));
  await quiet();
  expect(page.sent.flatMap((report) => report.rows).map(({ metric }) => metric)).toEqual([
    'bit',
    'bit',
  ]);
  expect(page.ledger()?.state).toBeNull();
});

test('what cannot be credited yet when the page is left is counted by the next one', async () => {
  const ok = async (): Promise<Response> => new Response(null, { status: 202 });
  const disk: Disk = { rows: [] };
  const page = start(ok, undefined, undefined, { disk });
  await settle();
  const slow = start(ok, undefined, undefined, { disk, tab: 'slow', load: new Promise(() => {}) });
  slow.step(stepOf(at(page.host, 'purchase', 0, 'slow')));
  await settle();
  window.dispatchEvent(new Event('pagehide'));
  expect(sums(page.sent)).toEqual({});
  const next = start(ok, undefined, undefined, { disk, tab: 'next' });
  await settle();
  next.host.clock.pass(QUIET_MS);
  await settle();
  expect(sums(next.sent)['* conversions']).toBe(1);
});

const REPORT: Report = { v: 1, site: 's', id: '2026-03-02.abc', rows: [] };

test.each([
  [200, null, null],
  [202, null, null],
  [400, null, null],
  [404, null, null],
  [408, null, 0],
  [410, null, null],
  [413, null, null],
  [422, null, null],
  [425, null, 0],
  [429, null, 0],
  [429, '120', 120_000],
  [429, '0', 0],
  [429, 'Mon, 02 Mar 2026 13:00:00 GMT', 3_600_000],
  [429, 'soon', 0],
  [422, '120', null],
  [500, null, 0],
  [503, null, 0],
  [503, '60', 60_000],
])('after an answer %i with Retry-After %s a report waits %s', async (status, after, wait) => {
  const headers = after === null ? undefined : { 'Retry-After': after };
  const fetch = async (): Promise<Response> =>
    new Response(null, { status, ...(headers && { headers }) });
  expect(await sendReport(fakeHost({ fetch }), 'https://e.example', REPORT)).toBe(wait);
});

test.each([
  { name: 'an hour', seconds: 3_600, ms: 3_600_000 },
  { name: 'a month, of which 7 days count', seconds: 2_592_000, ms: 604_800_000 },
])('what the edge asks for is obeyed, on later pages too: $name', async ({ seconds, ms }) => {
  let answer = () => new Response(null, { status: 429, headers: { 'Retry-After': `${seconds}` } });
  const page = start(async () => answer());
  page.step(stepOf(at(page.host)));
  await settle();
  page.host.clock.pass(QUIET_MS);
  await settle();
  const first = page.sent.map(({ id }) => id).sort();
  expect(first.length).toBeGreaterThan(0);
  answer = () => new Response(null, { status: 202 });
  const kept = Number(page.host.keys.get('pause')) - page.host.clock.now();
  expect(kept).toBeGreaterThanOrEqual(ms);
  // Never longer than what could still be said is taken, and else a little apart from others.
  expect(kept).toBeLessThanOrEqual(Math.min(ms + 10_000, 604_800_000));

  page.sent.length = 0;
  page.host.clock.pass(kept - QUIET_MS - 1);
  page.step();
  await settle();
  page.host.clock.pass(QUIET_MS);
  await settle();
  expect(page.sent).toEqual([]);
  // Another page of the browser is told by the key alone.
  const next = start(async () => answer(), { measurement: true }, 'development', {
    keys: page.host.keys,
  });
  next.host.clock.pass(kept - 2);
  next.step(stepOf(at(next.host)));
  await settle();
  expect(next.sent).toEqual([]);
  if (ms === 604_800_000) page.host.clock.pass(86_400_000);
  page.step();
  page.host.clock.pass(QUIET_MS);
  await settle();
  const ids = page.sent.map(({ id }) => id);
  if (ms < 604_800_000) expect(ids.sort()).toEqual(first);
  // What has waited longer than it would be taken is dropped, and counted.
  else expect(sums(page.sent)).toMatchObject({ '* dropped': first.length });
});

test('a clock that was set back does not make a pause of years', async () => {
  const page = start(async () => new Response(null, { status: 202 }));
  page.host.keys.set('pause', `${page.host.clock.now() + 1_209_600_000}`);
  page.step(stepOf(at(page.host)));
  await settle();
  page.host.clock.pass(QUIET_MS);
  await settle();
  expect(page.sent.length).toBeGreaterThan(0);
});

test('an answer that does not come leaves the report to be sent again', async () => {
  const abort = new AbortController();
  const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(abort.signal);
  const fetch = ((_: unknown, init: RequestInit) =>
    new Promise((__, reject) => {
      init.signal?.addEventListener('abort', () => reject(new Error('aborted')));
    })) as typeof globalThis.fetch;
  const outcome = sendReport(fakeHost({ fetch }), 'https://e.example', REPORT);
  expect(timeout).toHaveBeenCalledWith(SEND_DEADLINE_MS);
  abort.abort();
  expect(await outcome).toBe(0);
  timeout.mockRestore();
});

test('a purchase converts once, however often its page is loaded', async () => {
  const page = start(async () => new Response(null, { status: 202 }));
  const buy = (n: number, transaction: string): Step =>
    stepOf({ ...at(page.host, 'purchase', n), params: { transaction_id: transaction } });
  page.step(buy(0, 'T1'), buy(1, 'T1'));
  await settle();
  page.step(buy(2, 'T1'), buy(3, 'T2'));
  await settle();
  page.host.clock.pass(QUIET_MS);
  await settle();
  expect(sums(page.sent)['* conversions']).toBe(2);
});

test('what happens while a page is left is counted by the next one, once', async () => {
  const ok = async (): Promise<Response> => new Response(null, { status: 202 });
  const disk: Disk = { rows: [] };
  const page = start(ok, undefined, undefined, { disk });
  const beat = event(
    'tab',
    5,
    'user_engagement',
    { engagement_time_msec: 4_000 },
    page.host.clock.now(),
  );
  page.step(stepOf(at(page.host)));
  await settle();
  const before = disk.ledger;
  window.dispatchEvent(new Event('pagehide'));
  page.step(stepOf(beat));
  await settle();
  expect(disk.ledger).toBe(before);

  const next = start(ok, undefined, undefined, { disk, tab: 'next' });
  await settle();
  next.host.clock.pass(QUIET_MS);
  await settle();
  expect(sums(next.sent)['* engaged']).toBe(4);

  // The first page comes back from the cache: the next one has counted.
  window.dispatchEvent(new Event('pageshow'));
  await settle();
  page.host.clock.pass(QUIET_MS);
  await settle();
  expect(page.steps).toEqual([]);
  expect(sums([...page.sent, ...next.sent])['* engaged']).toBe(4);
});

test('a page that comes back before anybody else counts what it left', async () => {
  const page = start(async () => new Response(null, { status: 202 }));
  window.dispatchEvent(new Event('pagehide'));
  page.step(stepOf(at(page.host)));
  await settle();
  window.dispatchEvent(new Event('pageshow'));
  await settle();
  expect(page.ledger()?.rows.map(({ metric }) => metric)).toContain('page_views');
  expect(page.steps).toEqual([]);
});

test.each([
  { transaction: 'is lost', commits: false },
  { transaction: 'comes through', commits: true },
])(
  'what is being booked while a page is left counts once: its transaction $transaction',
  async ({ commits }) => {
    const ok = async (): Promise<Response> => new Response(null, { status: 202 });
    const disk: Disk = { rows: [] };
    const first = start(ok, undefined, undefined, { disk, tab: 'first' });
    await settle();
    let settleCommit = (): void => {};
    const commit = new Promise<void>((resolve, reject) => {
      settleCommit = commits ? resolve : () => reject(new DOMException('', 'AbortError'));
    });
    const page = start(ok, undefined, undefined, { disk, commit });
    page.step(stepOf(at(page.host)), stepOf(at(page.host, 'purchase', 1)));
    await settle();
    window.dispatchEvent(new Event('pagehide'));
    settleCommit();
    await settle();
    expect(disk.ledger?.state === null).toBe(!commits);
    const next = start(ok, undefined, undefined, { disk, tab: 'next' });
    next.step(stepOf(at(next.host, 'page_view', 0, 'next')));
    await settle();
    next.host.clock.pass(QUIET_MS);
    await settle();
    const sent = (): Report[] => [...first.sent, ...page.sent, ...next.sent];
    expect(sums(sent())).toMatchObject({
      '* page_views': 2,
      '* conversions': 1,
      '* visitors': 1,
    });
    // The page comes back from the cache.
    window.dispatchEvent(new Event('pageshow'));
    await settle();
    page.host.clock.pass(QUIET_MS);
    await settle();
    expect(sums(sent())).toMatchObject({ '* page_views': 2, '* conversions': 1 });
  },
);

test('what a page that was killed has stored and not booked is counted by the next one', async () => {
  const ok = async (): Promise<Response> => new Response(null, { status: 202 });
  const disk: Disk = { rows: [] };
  start(ok, undefined, undefined, { disk });
  await settle();
  const killed = [at(fakeHost(), 'page_view', 0, 'gone'), at(fakeHost(), 'purchase', 1, 'gone')];
  disk.rows.push(...killed.map((one, i) => ({ ...one, seq: i + 1 })));
  const next = start(ok, undefined, undefined, { disk, tab: 'next' });
  await settle();
  next.host.clock.pass(QUIET_MS);
  await settle();
  expect(sums(next.sent)).toMatchObject({
    '* page_views': 1,
    '* conversions': 1,
    '* revenue': 500,
  });
});

test('what was stored while nothing might be counted is not counted later', async () => {
  const ok = async (): Promise<Response> => new Response(null, { status: 202 });
  const disk: Disk = { rows: [] };
  const first = start(ok, undefined, undefined, { disk });
  first.step(stepOf(at(first.host)));
  await settle();
  const refused = start(ok, { measurement: false }, undefined, { disk, tab: 'refused' });
  refused.step(stepOf(at(first.host, 'purchase', 0, 'refused')));
  await settle();
  const next = start(ok, undefined, undefined, { disk, tab: 'next' });
  next.step(stepOf(at(first.host, 'page_view', 0, 'next')));
  await settle();
  next.host.clock.pass(QUIET_MS);
  await settle();
  expect(sums(next.sent)).toMatchObject({ '* page_views': 2 });
  expect(sums(next.sent)).not.toHaveProperty(['* conversions']);
});

test('what was left before the rules are there waits for them', async () => {
  const ok = async (): Promise<Response> => new Response(null, { status: 202 });
  const disk: Disk = { rows: [] };
  const page = start(ok, undefined, undefined, { disk });
  await settle();
  window.dispatchEvent(new Event('pagehide'));
  page.step(stepOf(at(page.host)));
  const ready = { is: false };
  const next = start(ok, undefined, undefined, {
    disk,
    tab: 'next',
    engine: () => (ready.is ? engine : null),
  });
  await settle();
  expect(disk.ledger?.rows).toEqual([]);
  ready.is = true;
  next.step();
  await settle();
  expect(disk.ledger?.rows.map(({ metric }) => metric)).toContain('page_views');
});

test('after the history was erased, books begin anew', async () => {
  const disk: Disk = { rows: [] };
  const page = start(async () => new Response(null, { status: 202 }), undefined, undefined, {
    disk,
  });
  page.step(stepOf(at(page.host, 'purchase')));
  await settle();
  expect(disk.ledger?.state).not.toBeNull();
  delete disk.ledger;
  page.host.clock.pass(QUIET_MS);
  await settle();
  expect(disk.ledger).toMatchObject({ state: null, rows: [], bought: [] });
});
