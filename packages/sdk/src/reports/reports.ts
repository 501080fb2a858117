import type { InkEvent, ReportMode } from '@inkling/engine';
import { MOST_SENT, type Report } from '@inkling/report';
import type { IdleParts } from '../idle/parts.ts';
import { complete } from '../memberships/complete.ts';
import type { Books, Ledger } from './ledger.ts';
import { sendReport } from './send-report.ts';

/** Reports leave once nothing has happened for this long, ms. */
export const QUIET_MS = 3_000;
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
  const { config, consent, feed, host, loaders, steps, store } = parts;
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
  /** Without rules it is not known what the site takes. */
  const mode = (): ReportMode['mode'] => {
    const bundle = feed.bundle();
    return bundle ? (bundle.reports?.mode ?? 'exact') : 'off';
  };
  const mayBook = (): boolean => mode() !== 'off' && consent.allows('measurement');
  const maySend = (): boolean => mayBook() && clock.mono() >= notBefore;
  const idling = (ledger?: Ledger): readonly Report[] =>
    (ledger?.queue ?? []).filter(({ id }) => !flying.has(id));
  const quota = (more: number): number =>
    feed.bundle()?.env === 'development' ? 1 / 0 : Math.max(MOST_SENT + more - sent, 0);
  /** Sends what is known to wait, at once. */
  const send = (more: number): void => {
    if (!maySend()) return;
    for (const report of idling(memory).slice(0, quota(more))) {
      flying.add(report.id);
      sent++;
      guard(deliver)(report);
    }
  };
  const books = async (): Promise<Books> => (await loaders.part(mode())).start(parts) as Books;
  const sealAndSend = guard(async () => {
    if (!maySend()) return;
    const { seal } = await books();
    await update((old) =>
      seal(old, {
        site: config.site,
        now: clock.now(),
        // One lies ready for when the page is left: there is no time to seal it then.
        most: Math.max(quota(1) - idling(old).length, 0),
        random,
      }),
    );
    send(0);
  });
  const rest = (): void => {
    cancel();
    cancel = clock.after(QUIET_MS, sealAndSend);
  };
  /** Notes what is not booked. */
  const note = (): void => {
    if (!steps.length || !mayBook()) return;
    left = JSON.stringify(steps.flatMap(({ events }) => events));
    keys.set(LEFT_KEY, left);
  };
  const wake = guard(async () => {
    // What happened before the visitor decided counts if the answer is yes, in the ledger on disk.
    if (consent.undecided() || store.status().reason === 'opening') return;
    if (leaving) return note();
    rest();
    if (!mayBook()) steps.length = 0;
    if (!steps.length) return;
    const { book } = await books();
    if (leaving || !mayBook()) return;
    const taken = steps.splice(0);
    for (const { engine, events } of taken) {
      complete(engine);
      if (events.some(({ type }) => type === 'page_view')) sent = 0;
    }
    await update((old) => book(old, taken, random));
    rest(); // The books may have taken longer to come than the page was quiet.
  });
  // A page that is left may be frozen within the next task: a transaction that asks first and
  // writes then would stay open, hold up other tabs, and keep the page out of the back/forward
  // cache. So it only notes what it has not booked, and the next page does that.
  listen(doc, 'visibilitychange', () => doc.visibilityState === 'hidden' && send(1));
  listen(win, 'pagehide', () => {
    leaving = true;
    wake();
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
