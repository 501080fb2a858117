import type { InkEvent, ReportMode } from '@inkling/engine';
import { MOST_SENT, type Report, sealReports } from '@inkling/report';
import type { IdleParts } from '../idle/parts.ts';
import { keyNames } from '../lib/key-names.ts';
import { foresight } from '../memberships/foresight.ts';
import type { Step } from '../memberships/memberships.ts';
import { createExactBooks } from './exact.ts';
import { type Books, EMPTY, type Ledger } from './ledger.ts';
import { sendReport } from './send-report.ts';

/** Reports leave once nothing has happened for this long, ms. */
export const QUIET_MS = 3_000;
/** Small keys for what pages left begin with this; each has its own: two may leave at once. */
const LEFT = 'left:';
const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 1_800_000;

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
  const { config, consent, feed, host, loaders, memberships, steps, store } = parts;
  const { clock, doc, guard, keys, listen, win } = host;
  const exact = createExactBooks(parts);
  const flying = new Set<string>();
  let memory: Ledger = EMPTY;
  const leftKey = LEFT + host.newId();
  let leaving = false;
  let sent = 0;
  let pauseMs = FIRST_PAUSE_MS;
  let notBefore = 0;
  let cancel = (): void => {};

  const random = (): number => win.crypto.getRandomValues(new Uint32Array(1))[0]!;
  const update = async (change: (old: Ledger) => Ledger): Promise<void> => {
    const mine = memory;
    const log = store.log();
    const next = (old = mine): Ledger => change(old);
    memory = log ? (await log.update('ledger', next))! : next();
  };
  const deliver = async (report: Report): Promise<void> => {
    const done = await sendReport(host, `${parts.url}reports`, report);
    flying.delete(report.id);
    if (done) {
      pauseMs = FIRST_PAUSE_MS;
      await update((old) => ({ ...old, queue: old.queue.filter(({ id }) => id !== report.id) }));
    } else {
      pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS);
      notBefore = clock.mono() + (pauseMs * random()) / 2 ** 32;
    }
  };
  /** Without rules it is not known what the site takes. */
  const mode = (): ReportMode['mode'] => {
    const bundle = feed.bundle();
    return bundle ? (bundle.reports?.mode ?? 'exact') : 'off';
  };
  const mayBook = (): boolean => mode() !== 'off' && consent.allows('measurement');
  const maySend = (): boolean => mayBook() && clock.mono() >= notBefore;
  const idling = ({ queue }: Ledger): readonly Report[] =>
    queue.filter(({ id }) => !flying.has(id));
  const quota = (more: number): number =>
    feed.bundle()?.env === 'development' ? Infinity : Math.max(MOST_SENT + more - sent, 0);
  /** Sends what is known to wait, at once. */
  const send = (more: number): void => {
    if (!maySend()) return;
    for (const report of idling(memory).slice(0, quota(more))) {
      flying.add(report.id);
      sent++;
      guard(deliver)(report);
    }
  };
  const sealAndSend = guard(async () => {
    if (!maySend()) return;
    await update((old) => ({
      ...old,
      ...sealReports(old, {
        site: config.site,
        now: clock.now(),
        // One lies ready for when the page is left: there is no time to seal it then.
        most: Math.max(quota(1) - idling(old).length, 0),
        isExact: mode() === 'exact',
        random,
      }),
    }));
    send(0);
  });
  const rest = (): void => {
    cancel();
    cancel = clock.after(QUIET_MS, sealAndSend);
  };
  /** Puts before the steps what pages had no time to book. */
  const takeLeft = (names: readonly string[]): void => {
    const engine = memberships.engine();
    if (!engine) return;
    const present = engine.memberships();
    const events = names.flatMap((name): InkEvent[] => JSON.parse(keys.get(name) ?? '[]'));
    for (const name of names) keys.set(name, null);
    steps.unshift(
      ...events.map(
        (event): Step => ({
          t: event.t,
          engine,
          memberships: present,
          transitions: [],
          events: [event],
        }),
      ),
    );
  };
  /** Notes what is not booked. */
  const note = (): void => {
    if (!steps.length) return;
    takeLeft([leftKey]);
    keys.set(leftKey, JSON.stringify(steps.flatMap(({ events }) => events)));
    if (keys.get(leftKey)) steps.length = 0;
  };
  const wake = guard(async () => {
    // What happened before the visitor decided counts if the answer is yes, in the ledger on disk.
    if (consent.undecided() || store.status().reason === 'opening') return;
    if (!mayBook()) {
      steps.length = 0;
      memory = EMPTY; // A withdrawal has erased what it is a copy of.
    }
    if (leaving) return note();
    rest();
    if (!steps.length) return;
    const books =
      mode() === 'exact' ? exact : ((await loaders.part('randomised')).start(parts) as Books);
    while (!books.isReady(steps)) await books.prepare();
    if (leaving || !mayBook()) return;
    const taken = steps.splice(0);
    for (const { engine, events } of taken) {
      foresight(engine);
      if (events.some(({ type }) => type === 'page_view')) sent = 0;
    }
    await update((old) => books.book(old, taken, random));
    rest(); // The books may have taken longer to come than the page was quiet.
  });
  // A page that is left may be frozen within the next task: a transaction that asks first and
  // writes then would stay open, hold up other tabs, and keep the page out of the back/forward
  // cache. So it only notes what it has not booked, and whoever comes next does that.
  listen(doc, 'visibilitychange', () => doc.visibilityState === 'hidden' && send(1));
  listen(win, 'pagehide', () => {
    leaving = true;
    wake();
  });
  const come = guard((): void => {
    leaving = false;
    takeLeft(guard(keyNames)(win, LEFT) ?? []);
    wake();
  });
  listen(win, 'pageshow', come);
  come();
  return wake;
}
