import type { Guard } from '../lib/guard.ts';

/** Takes an event by name, with whatever the site gave with it. */
export type Track = (type: string, params: unknown) => void;

/** What we record ourselves; a tag manager's copy of it would count twice. */
const OWN = /^(page_view|user_engagement|scroll|session_start|first_visit|gtm\..*)$/;

type Layer = unknown[] & Record<'push', (...entries: unknown[]) => number>;

/** Reads one entry in either shape: Tag Manager's object, or the arguments that gtag pushes. */
function readEntry(entry: unknown, track: Track): void {
  if (typeof entry !== 'object' || entry === null) return;
  const { event, ecommerce, 0: command, 1: name, 2: params } = entry as Record<string, unknown>;
  if (command === 'event' && typeof name === 'string') {
    if (!OWN.test(name)) track(name, params);
  } else if (typeof event === 'string' && ecommerce && !OWN.test(event)) {
    track(event, ecommerce);
  }
}

/**
 * Follows the array that tag managers read: what is in it already, and what is pushed later.
 *
 * The site's own `push` is called first and its result passed on.
 */
export function watchDataLayer(win: Window, name: string, guard: Guard, track: Track): void {
  const holder = win as unknown as Record<string, Layer>;
  holder[name] ??= [] as unknown[] as Layer;
  const layer = holder[name];
  const read = guard((entry: unknown) => readEntry(entry, track));
  const push = layer.push;
  layer.push = function (this: unknown, ...entries) {
    const length = push.apply(layer, entries);
    entries.forEach(read);
    return length;
  };
  layer.slice().forEach(read);
}
