import type { IdleParts } from '../idle/parts.ts';
import { listen } from '../lib/host.ts';
import { openMemoryLog } from '../log/memory-log.ts';
import { book, type Ledger, seal, settle } from './ledger.ts';
import { sendReport } from './send-report.ts';

/** The reporting side of the SDK, loaded once measurement is allowed. */
export interface Reports {
  /** To be called after steps were pushed. */
  wake(): void;
}

/** Reports leave once nothing has happened for this long, ms. */
export const QUIET_MS = 3_000;
/** Most requests on a page, and one more when it is left; a development site has no limit. */
const MOST_SENT = 2;
const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 1_800_000;
const KEY = 'ledger';

/**
 * Turns what happened into anonymous rows, and sends them once the page is quiet or left.
 *
 * Everything is in one record that tabs change in transactions, so that each first time, each
 * entry and each exit counts once, whichever tab saw it.
 */
export function startReports({ host, config, consent, feed, store, steps }: IdleParts): Reports {
  const { clock, doc, guard, win } = host;
  const url = `${config.edge}/v1/sites/${config.site}/reports`;
  const random = (): number => win.crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
  const flying = new Set<string>();
  let sent = 0;
  let failures = 0;
  let notBefore = 0;
  const memory = openMemoryLog(); // Without storage the ledger lives as long as the page.
  const update = (change: (old?: Ledger) => Ledger | undefined): Promise<Ledger | undefined> =>
    (store.log ?? memory).update(KEY, change);
  let cancel = (): void => {};

  const send = async (most: number): Promise<void> => {
    if (clock.mono() < notBefore || !consent.allows('measurement')) return;
    const ledger = await update((old) => seal(old, config.site, clock.now(), random));
    const next = ledger?.queue.filter(({ id }) => !flying.has(id)).slice(0, most) ?? [];
    sent += next.length;
    await Promise.all(
      next.map(async (report) => {
        flying.add(report.id);
        const outcome = await sendReport(host, url, report);
        flying.delete(report.id);
        failures = outcome === 'later' ? failures + 1 : 0;
        const pause = Math.min(FIRST_PAUSE_MS * 2 ** failures, LONGEST_PAUSE_MS);
        if (failures) notBefore = clock.mono() + (pause * random()) / 2 ** 32;
        else await update((old) => settle(old, report.id));
      }),
    );
  };
  const room = (): number =>
    feed.bundle()?.env === 'development' ? Number.POSITIVE_INFINITY : MOST_SENT - sent;

  const wake = guard(async () => {
    const taken = steps.splice(0);
    cancel();
    cancel = clock.after(
      QUIET_MS,
      guard(() => send(room())),
    );
    if (!taken.length || !consent.allows('measurement')) return;
    await update((old) => book(old, taken, random));
  });
  listen(host, doc, 'visibilitychange', async () => {
    if (doc.visibilityState !== 'hidden') return;
    cancel();
    await wake();
    await send(Math.max(room(), 0) + 1);
  });
  wake();
  return { wake };
}
