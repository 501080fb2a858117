import { browserClock } from './clock.ts';
import { createGuard } from './guard.ts';
import type { Host } from './host.ts';
import { createKeys } from './keys.ts';
import { createListen } from './listen.ts';
import { newId } from './new-id.ts';

/**
 * The real browser around the script.
 *
 * @param mayWrite - Asked before anything is written to a small key.
 */
export function browserHost(
  win: Window & typeof globalThis,
  mayWrite: (key: string) => boolean,
): Host {
  let lastError: string | null = null;
  const guard = createGuard((error) => {
    lastError = `${error}`;
  });
  return {
    win,
    doc: win.document,
    clock: browserClock(win),
    keys: createKeys(win, mayWrite),
    guard,
    listen: createListen(guard),
    fetch: (...args) => win.fetch(...args),
    lastError: () => lastError,
    newId: () => newId(win),
  };
}
