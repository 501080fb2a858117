import type { Bundle } from '@inkling/engine';
import type { Host } from '../lib/host.ts';

/** Longest wait for the edge, ms. */
export const FETCH_DEADLINE_MS = 10_000;
/** Longest answer that is read, in characters. */
export const MAX_BUNDLE_CHARS = 1_000_000;
/** An open page asks again no sooner than this, ms. */
export const REFRESH_MS = 60_000;

/** Asks the edge for the site's rules. */
export interface RulesSource {
  /** Asks, unless it has just asked. */
  refresh(): void;
}

/**
 * The request carries no cookie, no header of ours and nothing of the visitor; the browser's own
 * cache sends the `ETag` and turns a 304 into the copy it holds.
 *
 * @param url - Address of the bundle.
 * @param check - Rejects for a bundle that must not be used; what was in use before stays then.
 * @param onBundle - Gets each bundle that passed.
 */
export function createRulesSource(
  host: Host,
  url: string,
  check: (bundle: unknown) => Promise<Bundle>,
  onBundle: (bundle: Bundle) => unknown,
): RulesSource {
  let asked = Number.NEGATIVE_INFINITY;
  return {
    refresh: host.guard(async () => {
      const now = host.clock.mono();
      if (now < asked + REFRESH_MS) return;
      asked = now;
      const abort = new AbortController();
      const cancel = host.clock.after(FETCH_DEADLINE_MS, () => abort.abort());
      try {
        const answer = await host.fetch(url, { credentials: 'omit', signal: abort.signal });
        const text = await answer.text();
        if (!answer.ok || text.length > MAX_BUNDLE_CHARS) throw new Error(`rules ${answer.status}`);
        await onBundle(await check(JSON.parse(text)));
      } finally {
        cancel();
      }
    }),
  };
}
