import type { Host } from '../lib/host.ts';
import type { Store } from './store.ts';

const PAUSES_MS = [50, 250, 1_000];
/** After the quick attempts, one every ten minutes and whenever the visitor comes back. */
const LONG_PAUSE_MS = 600_000;

/**
 * Opens a log that failed again, with pauses that grow; nothing is ever deleted to that end.
 *
 * @param knock - Tells the site's other pages something, which ends one that sleeps in the
 *   back/forward cache in the midst of opening the database.
 * @returns To be called whenever another log is in force, or none.
 */
export function startHealing(
  { clock, doc, listen, win }: Host,
  store: Store,
  wanted: () => boolean,
  knock: () => void,
): () => void {
  let tries = 0;
  let cancel = (): void => {};
  const open = (): void => {
    if (wanted()) store.open();
  };
  const heal = (): void => {
    cancel();
    if (store.log() || !wanted()) return;
    knock();
    cancel = clock.after(PAUSES_MS[tries++] ?? LONG_PAUSE_MS, open);
  };
  listen(doc, 'visibilitychange', () => doc.visibilityState === 'visible' && open());
  // A page that freezes while it makes the database keeps it from everybody.
  listen(win, 'pagehide', () => cancel());
  heal();
  return heal;
}
