import { type Host, listen } from '../lib/host.ts';
import type { Store } from './store.ts';

const PAUSES_MS = [50, 250, 1_000];
/** After the quick attempts, one every ten minutes and whenever the visitor comes back. */
const LONG_PAUSE_MS = 600_000;

/**
 * Opens a log that failed again, with pauses that grow; nothing is ever deleted to that end.
 *
 * @returns To be called whenever another log is in force, or none.
 */
export function startHealing(host: Host, store: Store, wanted: () => boolean): () => void {
  let tries = 0;
  let cancel = (): void => {};
  const heal = (): void => {
    cancel();
    if (!wanted() || store.log) return;
    cancel = host.clock.after(PAUSES_MS[tries++] ?? LONG_PAUSE_MS, store.open);
  };
  listen(host, host.doc, 'visibilitychange', () => {
    if (wanted()) store.open();
  });
  heal();
  return heal;
}
