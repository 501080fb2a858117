import type { Guard } from '../lib/guard.ts';

/** Takes an event by name, with whatever the site gave with it. */
export type Track = (type: string, params: unknown, t?: number) => void;

/** What we record ourselves; a tag manager's copy of it would count twice. */
const OWN = /^(page_view|user_engagement|scroll|session_start|first_visit|gtm\..*)$/;

type Layer = unknown[] & Record<'push', (...entries: unknown[]) => number>;

/** Reads one entry in either shape: Tag Manager's object, or the arguments that gtag pushes. */
function readEntry(entry: unknown, track: Track, t?: number): void {
  if (typeof entry !== 'object' || entry === null) return;
  const { event, ecommerce, 0: command, 1: name, 2: params } = entry as Record<string, unknown>;
  if (command === 'event' && typeof name === 'string') {
    if (!OWN.test(name)) track(name, params, t);
  } else if (typeof event === 'string' && ecommerce && !OWN.test(event)) {
    track(event, ecommerce, t);
  }
}

/**
 * Follows the array that tag managers read: what is in it already, and what is pushed later.
 *
 * The site's own `push` is called first and its result passed on.
 *
 * @param t - When what is in it already was said, ms since the epoch; now when left out.
 */
export function watchDataLayer(
  win: Window,
  name: string,
  guard: Guard,
  track: Track,
  t?: number,
): void {
  const holder = win as unknown as Record<string, Layer>;
  holder[name] ??= [] as unknown[] as Layer;
  const layer = holder[name];
  const read = guard((entry: unknown, at?: number) => readEntry(entry, track, at));
  const push = layer.push;
  layer.push = function (this: unknown, ...entries) {
    const length = push.apply(layer, entries);
    for (const entry of entries) read(entry);
    return length;
  };
  for (const entry of [...layer]) read(entry, t);
}
