import { PREFIX } from './keys.ts';

/**
 * Names of our small keys, without the prefix, that begin with `start`.
 *
 * @throws `SecurityError` where the browser does not let us look.
 */
export function keyNames(win: Window, start = ''): string[] {
  return Object.keys(win.localStorage)
    .filter((key) => key.startsWith(PREFIX + start))
    .map((key) => key.slice(PREFIX.length));
}
