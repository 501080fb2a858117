import type { InkEvent } from '@inkling/engine';
import type { Report } from '@inkling/report';
import type { IdleParts } from '../idle/parts.ts';
import { book, type Ledger, seal } from './ledger.ts';
import { sendReport } from './send-report.ts';

/** Reports leave once nothing has happened for this long, ms. */
export const QUIET_MS = 3_000;
/** Most requests on a page, and one more when it is left; a development site has no limit. */
const MOST_SENT = 2;
/** Small key for what a page left. */
const LEFT_KEY = 'left';
const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 1_800_000;

/** Puts before the steps what the last page had no time to book. */
function takeLeft({ host: { keys }, memberships, steps }: IdleParts): void {
  const engine = memberships.engine();
  const left = keys.get(LEFT_KEY);
  if (!engine || !left) return;
  keys.set(LEFT_KEY, null);
  const present = engine.memberships();
  for (const event of JSON.parse(left) as InkEvent[]) {
    steps.unshift({ t: event.t, engine, memberships: present, transitions: [], events: [event] });
  }
}

/**
 * Turns what happened into anonymous rows, and sends them once the page is quiet or left.
 *
 * Everything is in one record that tabs change in transactions, so that each first time, each
 * entry and each exit counts once, whichever tab saw it. Where nothing may be stored, the record
 * lives as long as the page.
 *
 * @returns To be called after steps were pushed.
 */
export function startReports(parts: IdleParts): () => void {
  const { config, consent, feed, host, steps, store } = parts;
  const { clock, doc, guard, keys, listen, win } = host;
  const flying = new Set<string>();
  let memory: Ledger | undefined;
  let leaving = false;
  let left = '';
  let sent = 0;
  let failures = 0;
  let notBefore = 0;
  let cancel = (): void => {};

  const random = (): number => win.crypto.getRandomValues(new Uint32Array(1))[0]!;
  const update = async (change: (old?: Ledger) => Ledger): Promise<void> => {
    const log = store.log();
    const mine = memory;
    memory = log ? await log.update<Ledger>('ledger', (old) => change(old ?? mine)) : change(mine);
  };
  const deliver = async (report: Report): Promise<void> => {
    const done = await sendReport(host, `${parts.url}reports`, report);
    flying.delete(report.id);
    failures = done ? 0 : failures + 1;
    const pause = Math.min(FIRST_PAUSE_MS * 2 ** failures, LONGEST_PAUSE_MS);
    if (!done) notBefore = clock.mono() + (pause * random()) / 2 ** 32;
    else
      await update((old) => ({ ...old!, queue: old!.queue.filter(({ id }) => id !== report.id) }));
  };
  /** Sends what is known to wait, at once. */
  const send = (more: number): void => {
    const queue = memory?.queue ?? [];
    if (clock.mono() < notBefore || !consent.allows('measurement')) return;
    const most = feed.bundle()?.env === 'development' ? queue.length : MOST_SENT + more - sent;
    for (const report of queue.filter(({ id }) => !flying.has(id)).slice(0, Math.max(most, 0))) {
      flying.add(report.id);
      sent++;
      guard(deliver)(report);
    }
  };
  const sealAndSend = guard(async () => {
    if (!consent.allows('measurement')) return;
    await update((old) => seal(old, config.site, clock.now(), random));
    send(0);
  });
  const wake = guard(async () => {
    // What happened before the visitor decided counts if the answer is yes, in the ledger on disk.
    if (consent.undecided() || store.status().reason === 'opening') return;
    if (leaving) {
      left = JSON.stringify(steps.flatMap(({ events }) => events));
      keys.set(LEFT_KEY, left);
      return;
    }
    const taken = steps.splice(0);
    cancel();
    cancel = clock.after(QUIET_MS, sealAndSend);
    if (taken.length && consent.allows('measurement')) {
      await update((old) => book(old, taken, random, feed.lost()));
    }
  });
  // A page that is left may be frozen within the next task: a transaction that asks first and
  // writes then would stay open, hold up other tabs, and keep the page out of the back/forward
  // cache. So it only notes what it has not booked, and the next page does that.
  listen(doc, 'visibilitychange', () => doc.visibilityState === 'hidden' && send(1));
  listen(win, 'pagehide', () => {
    leaving = true;
  });
  listen(win, 'pageshow', () => {
    leaving = false;
    // Who came meanwhile has counted what this page left.
    if (left && keys.get(LEFT_KEY) !== left) steps.length = 0;
    if (left) keys.set(LEFT_KEY, null);
    left = '';
    wake();
  });
  guard(takeLeft)(parts);
  wake();
  return wake;
}
