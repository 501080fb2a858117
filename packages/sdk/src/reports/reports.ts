import type { QuickEngine, ReportMode } from '@inkling/engine';
import { MOST_SENT, type Report, sealReports } from '@inkling/report';
import type { IdleParts } from '../idle/parts.ts';
import { foresight } from '../memberships/foresight.ts';
import type { Step } from '../memberships/memberships.ts';
import { createExactBooks } from './exact.ts';
import { type Books, EMPTY, type Ledger } from './ledger.ts';
import { sendReport } from './send-report.ts';
import { sift } from './sift.ts';

/** Reports leave once nothing has happened for this long, ms. */
export const QUIET_MS = 3_000;
const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 1_800_000;
/** Small key for when something may be sent again, ms since the epoch; it holds in every tab. */
const PAUSE = 'pause';
/** Nothing waits longer than what it could say is taken, ms. */
const LONGEST_WAIT_MS = 604_800_000;

/**
 * Turns what happened into anonymous rows, and sends them once the page is quiet or left.
 *
 * Everything is in one record that tabs change in transactions, so that each first time, each
 * entry and each exit counts once, whichever tab saw it. It says how far each tab's events are
 * booked: steps stay until the transaction that books them is known to be complete, and each page
 * begins with what others have stored and not booked, because they were left or killed. Where
 * nothing may be stored, the record lives as long as the page.
 *
 * @returns To be called after steps were pushed.
 */
export function startReports(parts: IdleParts): () => void {
  const { config, consent, feed, host, loaders, memberships, steps, store } = parts;
  const { clock, doc, guard, keys, listen, win } = host;
  const exact = createExactBooks(parts);
  const flying = new Set<string>();
  let memory: Ledger = EMPTY;
  let isCopy = false; // Of what is on disk: where that is gone, somebody has erased it.
  let leaving = false;
  let isBooking = false;
  let isCaughtUp = false;
  let sent = 0;
  let pauseMs = FIRST_PAUSE_MS;
  let notBefore = 0;
  let cancel = (): void => {};

  const random = (): number => win.crypto.getRandomValues(new Uint32Array(1))[0]!;
  const update = async (change: (old: Ledger) => Ledger): Promise<void> => {
    const mine = isCopy ? EMPTY : memory;
    const log = store.log();
    memory = log ? (await log.update('ledger', (old = mine) => change(old)))! : change(memory);
    isCopy = !!log;
  };
  const lengthen = (): number => {
    pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS);
    return pauseMs;
  };
  const deliver = async (report: Report): Promise<void> => {
    const wait = await sendReport(host, `${parts.url}reports`, report);
    flying.delete(report.id);
    if (wait === null) {
      pauseMs = FIRST_PAUSE_MS;
      await update((old) => ({ ...old, queue: old.queue.filter(({ id }) => id !== report.id) }));
    } else {
      // Whoever was told the same comes back apart.
      const ms = Math.min(wait + (lengthen() * random()) / 2 ** 32, LONGEST_WAIT_MS);
      notBefore = Math.max(notBefore, clock.now() + ms);
      // Only the edge speaks for all tabs and pages: a page that was left in between could not know.
      if (wait) keys.set(PAUSE, `${notBefore}`);
    }
  };
  /** Without rules it is not known what the site takes. */
  const mode = (): ReportMode['mode'] => {
    const bundle = feed.bundle();
    return bundle ? (bundle.reports?.mode ?? 'exact') : 'off';
  };
  const mayBook = (): boolean => mode() !== 'off' && consent.allows('measurement');
  /** Ms until something may be sent again; 0 or less for now. */
  const waitMs = (): number => {
    const ms = Math.max(notBefore, Number(keys.get(PAUSE))) - clock.now();
    // More than ever was asked for: the clock has been set back.
    return ms > LONGEST_WAIT_MS ? 0 : ms;
  };
  const maySend = (): boolean => mayBook() && waitMs() <= 0;
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
    if (!maySend()) return rest(waitMs());
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
  const rest = (ms = 0): void => {
    cancel();
    if (mayBook()) cancel = clock.after(Math.max(ms, QUIET_MS), sealAndSend);
  };
  /** What is stored and nobody has booked. */
  const readLeft = async (
    engine: QuickEngine,
  ): Promise<{ readonly old: readonly Step[]; readonly seq?: number }> => {
    const log = store.log();
    if (isCaughtUp || !log) return { old: [] };
    const ledger = await log.update<Ledger>('ledger', (same) => same);
    const seq = ledger?.seq ?? feed.cursor();
    const rows = await log.read(seq);
    const memberships = engine.memberships();
    const old = rows
      .filter(({ id }) => id[0] !== parts.tab)
      .map((event): Step => {
        return { t: event.t, engine, memberships, transitions: [], events: [event] };
      });
    return { old, seq: rows.at(-1)?.seq ?? seq };
  };
  const book = async (engine: QuickEngine): Promise<void> => {
    const books =
      mode() === 'exact' ? exact : ((await loaders.part('randomised')).start(parts) as Books);
    const { old, ...upTo } = await readLeft(engine);
    while (!books.isReady([...old, ...steps])) await books.prepare();
    if (leaving || !mayBook()) return;
    const taken = [...old, ...steps];
    for (const { engine: its, events } of taken) {
      foresight(its);
      if (events.some(({ type }) => type === 'page_view')) sent = 0;
    }
    await update((ledger) => {
      const { fresh, booked } = sift(ledger, taken);
      return { ...books.book(ledger, fresh, random), booked, ...upTo };
    });
    isCaughtUp = true;
    steps.splice(0, 1 / 0, ...steps.filter((step) => !taken.includes(step)));
  };
  const wake = guard(async (): Promise<void> => {
    // What happened before the visitor decided counts if the answer is yes, in the ledger on disk.
    if (leaving || consent.undecided() || store.status().reason === 'opening') return;
    if (!mayBook()) {
      steps.length = 0;
      memory = EMPTY; // A withdrawal has erased what it is a copy of.
      // What is stored in such a time is not counted later.
      if (feed.bundle() && !isCaughtUp) {
        isCaughtUp = true;
        await store.log()?.update<Ledger>('ledger', (old) => {
          return old?.seq === undefined ? old : { ...old, seq: undefined };
        });
      }
      return;
    }
    rest();
    const engine = memberships.engine();
    if (!engine || isBooking || (isCaughtUp && !steps.length)) return;
    isBooking = true;
    try {
      await book(engine);
    } catch (error) {
      // Without a network the chunk that books need does not come.
      cancel();
      cancel = clock.after(lengthen(), wake);
      throw error;
    } finally {
      isBooking = false;
    }
    wake(); // More may have come; and it may have taken longer than the page was quiet.
  });
  // A page that is left may be frozen within the next task: a transaction that asks first and
  // writes then would stay open, hold up other tabs, and keep the page out of the back/forward
  // cache. What it has not booked the next page finds in the log.
  listen(doc, 'visibilitychange', () => doc.visibilityState === 'hidden' && send(1));
  listen(win, 'pagehide', () => {
    leaving = true;
  });
  const come = (): void => {
    leaving = isBooking = false;
    wake();
  };
  listen(win, 'pageshow', come);
  come();
  return wake;
}
