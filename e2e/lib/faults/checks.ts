import type { Exchange, Part } from '../lab/chaos-proxy.ts';
import { comesBack } from './guest.ts';
import { type Noted, noted } from './noted.ts';
import { type Run, tabOf } from './run.ts';
import { events, miscounted, segmentsOf, status } from './sdk.ts';

/** Accepted rows of each report, by its id, as the edge answered. */
function accepted(log: readonly Exchange[]): Map<string, number[]> {
  const by = new Map<string, number[]>();
  for (const { method, body, edge } of log) {
    if (method !== 'POST' || edge?.status !== 202) continue;
    const { id } = JSON.parse(body) as { id: string };
    const answer = JSON.parse(edge.body) as { accepted: number };
    by.set(id, [...(by.get(id) ?? []), answer.accepted]);
  }
  return by;
}

/** What can be held against a row; each says what is wrong, or `null`. */
export const checks = {
  /** A page opened now, with nothing wrong, finds each acknowledged event on disk once. */
  async kept(run: Run, { count = run.k }: { count?: number }) {
    const tab = run.tabs.get('kept') ?? (await run.newTab());
    run.tabs.set('kept', tab);
    await tab.goto(run.room.page('/lab/kept', {}, run.host));
    const { mode, reason } = await status(tab);
    if (mode !== 'stored') return `a page without the fault is in mode ${mode}, ${reason}`;
    return miscounted(await events(tab), count);
  },
  /** A tab knows each event once, wherever it is held. */
  async held(run: Run, { tab, count = run.k }: { tab?: string; count?: number }) {
    return miscounted(await events(tabOf(run, tab)), count);
  },
  /** At least one of `reasons` is what `status()` names. */
  async status(
    run: Run,
    { tab, mode, reasons }: { tab?: string; mode: string; reasons?: string[] },
  ) {
    const now = await status(tabOf(run, tab));
    const fits = now.mode === mode && (!reasons || reasons.includes(`${now.reason}`));
    return fits ? null : `mode ${now.mode}, reason ${now.reason}, ${now.lastError}`;
  },
  /** A field of `status()` has a value. */
  async told(run: Run, { tab, field, value }: { tab?: string; field: string; value: unknown }) {
    const found = (await status(tabOf(run, tab)))[field];
    return found === value ? null : `status().${field} is ${found}`;
  },
  async noError(run: Run, { tab, like }: { tab?: string; like?: string }) {
    const { lastError } = await status(tabOf(run, tab));
    return lastError === null || !lastError.includes(like ?? '') ? null : `${lastError}`;
  },
  async segments(run: Run, params: { tab?: string; has?: string[]; lacks?: string[] }) {
    const { tab, has = [], lacks = [] } = params;
    const now = await segmentsOf(tabOf(run, tab));
    const right = has.every((s) => now.includes(s)) && !lacks.some((s) => now.includes(s));
    return right ? null : `segments are ${now}`;
  },
  /** What stands on `<html>`: what the page may act on. */
  async shown(run: Run, { tab, has }: { tab?: string; has: string }) {
    const now = await tabOf(run, tab).call(() => document.documentElement.dataset.inkling ?? '');
    return now.split(' ').includes(has) ? null : `shown is "${now}"`;
  },
  /** What the step `note` kept has not changed. */
  async same(run: Run, { as, ...params }: { as: string } & Noted) {
    const [then, now] = [run.notes.get(as), await noted(run, params)];
    return then === now ? null : `${params.of} were ${then} and are ${now}`;
  },
  async differs(run: Run, { as, ...params }: { as: string } & Noted) {
    const now = await noted(run, params);
    // A page that has just opened knows no rules yet: that is no other value.
    return [run.notes.get(as), 'null'].includes(now) ? `${params.of} are still ${now}` : null;
  },
  /** All tabs t0, t1, … say the same. */
  async agree(run: Run, params: { tabs: number; has?: string[]; lacks?: string[] }) {
    for (let i = 0; i < params.tabs; i += 1) {
      const wrong = await checks.segments(run, { ...params, tab: `t${i}` });
      if (wrong) return `tab ${i}: ${wrong}`;
    }
    return null;
  },
  async witnessed(run: Run, { what }: { what: string }) {
    return run.room.witness.includes(what) ? null : `the witness heard ${run.room.witness}`;
  },
  /** At least `least` reports have arrived, and the edge has counted each of them once. */
  async countedOnce(run: Run, { least = 1 }: { least?: number }) {
    const all = accepted(run.room.edge.log);
    if (all.size < least) return `${all.size} reports have arrived`;
    const wrong = [...all].filter(([, rows]) => rows.filter((n) => n > 0).length > 1);
    return wrong.length === 0 ? null : `counted more than once: ${wrong.map(([id]) => id)}`;
  },
  /** Nothing that was sent waits for another attempt: each report that left has arrived. */
  async allArrived(run: Run) {
    const posts = run.room.edge.log.filter(({ method }) => method === 'POST');
    const all = accepted(run.room.edge.log);
    const lost = posts.filter(({ body }) => !all.has(JSON.parse(body).id as string));
    return posts.length > 0 && lost.length === 0 ? null : `${lost.length} reports never arrived`;
  },
  async requests(run: Run, { part, most, least }: { part: Part; most?: number; least?: number }) {
    const count = run.room.edge.log.filter((e) => part === 'all' || e.part === part).length;
    return count <= (most ?? count) && count >= (least ?? 0)
      ? null
      : `${count} requests of ${part}`;
  },
  /** Rows of reports speak only of days that the edge takes. */
  async reportDays(run: Run) {
    const { log } = run.room.edge;
    const day = (offset: number) =>
      new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
    const days = log
      .filter(({ method }) => method === 'POST')
      .flatMap(({ body }) => (JSON.parse(body).rows as { day: string }[]).map((row) => row.day));
    const wrong = days.filter((d) => d < day(-7) || d > day(1));
    if (days.length === 0) return 'no report was sent';
    return wrong.length === 0 ? null : `reports speak of ${[...new Set(wrong)]}`;
  },
  /** A metric was sent in at least one row, its deltas summing to at least 1. */
  async reported(run: Run, { metric }: { metric: string }) {
    const sum = run.room.edge.log
      .filter(({ method, edge }) => method === 'POST' && edge?.status === 202)
      .flatMap(({ body }) => JSON.parse(body).rows as { metric: string; delta: number }[])
      .reduce((total, row) => total + (row.metric === metric ? row.delta : 0), 0);
    return sum > 0 ? null : `${metric} sums to ${sum}`;
  },
  /** No row takes something back: what was lost must not become a minus. */
  async noMinus(run: Run) {
    const rows = run.room.edge.log
      .filter(({ method }) => method === 'POST')
      .flatMap(({ body }) => JSON.parse(body).rows as { metric: string; delta: number }[]);
    const minus = rows.filter(({ delta }) => delta < 0);
    return minus.length === 0 ? null : `sent ${JSON.stringify(minus[0])}`;
  },
  /** A tab's events are numbered without a gap in `t`'s way, and no duration is negative. */
  async orderly(run: Run, { tab }: { tab?: string }) {
    const all = await events(tabOf(run, tab));
    const ids = all.map(({ id }) => id.join());
    const negative = all.filter(({ params }) => Number(params.engagement_time_msec ?? 0) < 0);
    if (new Set(ids).size !== ids.length) return 'two events have one id';
    return negative.length === 0 ? null : `a duration is ${JSON.stringify(negative[0]?.params)}`;
  },
  /** What we keep leaves the host its room. */
  async footprint(run: Run, { tab, localStorageBytes, hostBytes }: Footprint) {
    const [own, room] = await tabOf(run, tab).call((bytes) => {
      const keys = Object.keys(localStorage).filter((key) => key.startsWith('inkling'));
      const size = keys.reduce((sum, key) => sum + key.length + localStorage[key].length, 0) * 2;
      try {
        localStorage.setItem('host', 'x'.repeat(bytes / 2));
        return [size, true] as const;
      } catch {
        return [size, false] as const;
      }
    }, hostBytes);
    if (own > localStorageBytes) return `localStorage holds ${own} bytes of ours`;
    return room ? null : `the host cannot write ${hostBytes} bytes`;
  },
  async warned(run: Run, { tab, least, most }: { tab?: string; least?: number; most: number }) {
    const count = await tabOf(run, tab).call(() => window.__host.warnings.length);
    return count <= most && count >= (least ?? 0) ? null : `${count} warnings`;
  },
  async restored(run: Run, { tab }: { tab?: string }) {
    const is = await tabOf(run, tab).call(() => window.__host.restored);
    return is ? null : 'the page came not from the back/forward cache';
  },
  /** The page can be left and come back from the back/forward cache. */
  async comesBack(run: Run, { tab }: { tab?: string }) {
    return comesBack(run, tabOf(run, tab));
  },
  /** How many events of a type a tab knows of. */
  async eventCount(run: Run, params: { tab?: string; type: string; path?: string; count: number }) {
    const { tab, type, path, count } = params;
    const found = (await events(tabOf(run, tab))).filter(
      (e) => e.type === type && (path === undefined || e.params.path === path),
    );
    return found.length === count ? null : `${found.length} events ${type} ${path ?? ''}`;
  },
  /** Events of a type carry a param. */
  async param(run: Run, params: { tab?: string; type: string; key: string; value: unknown }) {
    const found = (await events(tabOf(run, params.tab))).filter(({ type }) => type === params.type);
    const values = found.map((e) => JSON.stringify(e.params[params.key]));
    return values.includes(JSON.stringify(params.value)) ? null : `${params.key} is ${values}`;
  },
  /** Code of the site, run in the page, gives a value. */
  async site(run: Run, { tab, code, value }: { tab?: string; code: string; value: unknown }) {
    const found = await tabOf(run, tab).call(
      (source) => new Function(`return (async () => (${source}))()`)() as unknown,
      code,
    );
    return JSON.stringify(found) === JSON.stringify(value)
      ? null
      : `${code} is ${JSON.stringify(found)}`;
  },
  /** The longest piece of our own script on the page. */
  async noLongTask(run: Run, { tab }: { tab?: string }) {
    const long = await tabOf(run, tab).call(() => window.__host.long);
    return long.length === 0 ? null : `long: ${long}`;
  },
  /** Reports that have left are small. */
  async reportBytes(run: Run, { most }: { most: number }) {
    const sizes = run.room.edge.log.filter((e) => e.method === 'POST').map((e) => e.body.length);
    const largest = Math.max(0, ...sizes);
    return sizes.length > 0 && largest <= most
      ? null
      : `${sizes.length} reports, largest ${largest}`;
  },
} as const;

interface Footprint {
  readonly tab?: string;
  readonly localStorageBytes: number;
  readonly hostBytes: number;
}
