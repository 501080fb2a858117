import type { Host } from '../lib/host.ts';
import type { Store } from './store.ts';

const PAUSES_MS = [50, 250, 1_000];
/** After the quick attempts, one every ten minutes and whenever the visitor comes back. */
const LONG_PAUSE_MS = 600_000;

/**
 * Opens a log that failed again, with pauses that grow; nothing is ever deleted to that end.
 *
 * @returns To be called whenever another log is in force, or none.
 */
export function startHealing(
  { clock, doc, listen }: Host,
  store: Store,
  wanted: () => boolean,
): () => void {
  let tries = 0;
  let cancel = (): void => {};
  const open = (): void => {
    if (wanted()) store.open();
  };
  const heal = (): void => {
    cancel();
    if (!store.log()) cancel = clock.after(PAUSES_MS[tries++] ?? LONG_PAUSE_MS, open);
  };
  listen(doc, 'visibilitychange', open);
  heal();
  return heal;
}
