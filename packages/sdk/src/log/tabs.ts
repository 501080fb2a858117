import { type Host, listen } from '../lib/host.ts';

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
export function joinTabs(host: Host, onHint: (message: string) => void): Tabs {
  const channel = host.guard(() => new host.win.BroadcastChannel(CHANNEL))();
  if (channel)
    listen(host, channel, 'message', (event) => onHint(String((event as MessageEvent).data)));
  listen(host, host.doc, 'visibilitychange', () => {
    if (host.doc.visibilityState === 'visible') onHint('look');
  });
  listen(host, host.win, 'pageshow', () => onHint('look'));
  return { hint: host.guard((message) => channel?.postMessage(message)) };
}
