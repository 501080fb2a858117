import type { Report } from '@inkling/report';
import type { IdleParts } from '../idle/parts.ts';
import type { Complete } from '../memberships/complete.ts';
import { book, type Ledger, seal } from './ledger.ts';
import { sendReport } from './send-report.ts';

/** Reports leave once nothing has happened for this long, ms. */
export const QUIET_MS = 3_000;
/** Most requests on a page, and one more when it is left; a development site has no limit. */
const MOST_SENT = 2;
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
export function startReports(parts: IdleParts, complete: Complete): () => void {
  const { config, consent, feed, host, steps, store } = parts;
  const { clock, doc, guard, listen, win } = host;
  const flying = new Set<string>();
  let memory: Ledger | undefined;
  let sent = 0;
  let failures = 0;
  let notBefore = 0;
  let cancel = (): void => {};

  const random = (): number => win.crypto.getRandomValues(new Uint32Array(1))[0]!;
  const update = async (change: (old?: Ledger) => Ledger): Promise<Ledger> => {
    const log = store.log();
    const mine = memory;
    if (log) return (await log.update<Ledger>('ledger', (old) => change(old ?? mine)))!;
    memory = change(memory);
    return memory;
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
  const send = async (more: number): Promise<void> => {
    if (clock.mono() < notBefore || !consent.allows('measurement')) return;
    const { queue } = await update((old) => seal(old, config.site, clock.now(), random));
    const most = feed.bundle()?.env === 'development' ? queue.length : MOST_SENT + more - sent;
    for (const report of queue.filter(({ id }) => !flying.has(id)).slice(0, Math.max(most, 0))) {
      flying.add(report.id);
      sent++;
      guard(deliver)(report);
    }
  };
  const wake = guard(async () => {
    // What happened before the visitor decided counts if the answer is yes, in the ledger on disk.
    if (consent.undecided() || store.status().reason === 'opening') return;
    const taken = steps.splice(0);
    cancel();
    cancel = clock.after(
      QUIET_MS,
      guard(() => send(0)),
    );
    if (taken.length && consent.allows('measurement')) {
      await update((old) => book(old, taken, complete, random));
    }
  });
  listen(doc, 'visibilitychange', async () => {
    if (doc.visibilityState !== 'hidden') return;
    await wake();
    await send(1);
  });
  wake();
  return wake;
}
