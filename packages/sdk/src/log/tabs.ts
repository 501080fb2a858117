import type { Host } from '../lib/host.ts';
import type { Store } from './store.ts';

/** Tells the site's other tabs that there is something new, and is told by them. */
export interface Tabs {
  hint(message: string): void;
}

/** A message is only a hint; what is true stands in the log. */
const CHANNEL = 'inkling';

/**
 * Joins the channel between tabs.
 *
 * @param onHint - Called with a tab's message, and with `'look'` when this tab comes back to the
 *   front: a channel drops messages, and a frozen tab hears none.
 */
export function joinTabs(
  { doc, guard, listen, win }: Host,
  store: Pick<Store, 'status'>,
  onHint: (message: string) => void,
): Tabs {
  let channel: BroadcastChannel | undefined;
  const join = guard((): void => {
    channel ??= new win.BroadcastChannel(CHANNEL);
    channel.onmessage = guard(({ data }: MessageEvent) => onHint(`${data}`));
  });
  const look = (): void => {
    if (doc.visibilityState === 'visible') onHint('look');
  };
  join();
  // A message to a page in the back/forward cache throws it out of there. That is wanted only of one
  // that was left while it opened the database: nobody else could open it for as long.
  listen(win, 'pagehide', () => {
    if (store.status().reason === 'opening') return;
    channel?.close();
    channel = undefined;
  });
  listen(win, 'pageshow', () => {
    join();
    look();
  });
  listen(doc, 'visibilitychange', look);
  // What a message is about may come later than the message, from another process.
  listen(win, 'storage', (event) => {
    const { key } = event as StorageEvent;
    const [, name] = /^inkling:(off|consent)$/.exec(`${key}`) ?? [];
    if (name) onHint(name);
  });
  return { hint: guard((message) => channel?.postMessage(message)) };
}
