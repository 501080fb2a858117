import type { Host } from '../lib/host.ts';

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
  onHint: (message: string) => void,
): Tabs {
  const channel = guard(() => new win.BroadcastChannel(CHANNEL))();
  const look = (): void => {
    if (doc.visibilityState === 'visible') onHint('look');
  };
  if (channel) listen(channel, 'message', (event) => onHint(`${(event as MessageEvent).data}`));
  listen(doc, 'visibilitychange', look);
  listen(win, 'pageshow', look);
  return { hint: guard((message) => channel?.postMessage(message)) };
}
