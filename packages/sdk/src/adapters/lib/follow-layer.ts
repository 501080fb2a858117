import { guard, type Page } from './page.ts';

type Layer = unknown[] & Record<'push', (...entries: unknown[]) => number>;

/**
 * Hears every entry of the array that tag managers read, what is in it already and what is pushed
 * later; makes it where there is none. The page's own `push` comes first and answers.
 */
export function followLayer(win: Page, name: string, callback: (entry: unknown) => void): void {
  const page = win as unknown as Record<string, Layer>;
  page[name] ??= [] as unknown[] as Layer;
  const layer = page[name];
  const read = guard(callback);
  const push = layer.push;
  layer.push = function (this: unknown, ...entries) {
    const length = push.apply(layer, entries);
    for (const entry of entries) read(entry);
    return length;
  };
  for (const entry of [...layer]) read(entry);
}
