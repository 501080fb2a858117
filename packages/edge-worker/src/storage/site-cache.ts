import type { SiteInfo } from '../site/site-info.ts';

/** Looks sites up, holding what was found for a little while. */
export interface SiteCache {
  /**
   * @param later - Takes work that may outlive the answer (`waitUntil`).
   * @returns At most 30 s old, unless the object cannot be reached; `null` when there is no such site, `'gone'` when there was.
   */
  get(site: string, later: (work: Promise<unknown>) => void): Promise<SiteInfo | 'gone' | null>;
  /** What is held and fresh, without asking anybody; `undefined` for nothing of the kind. */
  peek(site: string): SiteInfo | undefined;
  /** Drops what is held, after a change made through this very isolate. */
  forget(site: string): void;
}

/** From this age on, one request fetches anew while the others still use what is held. */
const SOFT_MS = 15_000;
const HARD_MS = 30_000;
/** How long the absence of a site is believed. */
const ABSENT_MS = 5_000;
/** Unknown names must not fill the memory. */
const MOST = 1_000;

interface Held {
  readonly info: SiteInfo | 'gone' | null;
  readonly at: number;
  refreshing: boolean;
}

/**
 * Makes the cache that sits in front of the sites' objects, one for each isolate.
 *
 * Requests share values only, never a promise: an answer that hangs for one visitor must not
 * hang for the next.
 *
 * @param load - Asks the site's object.
 * @param now - Ms since the epoch.
 */
export function createSiteCache(
  load: (site: string) => Promise<SiteInfo | 'gone' | null>,
  now: () => number,
): SiteCache {
  const held = new Map<string, Held>();

  async function fetchInfo(site: string): Promise<SiteInfo | 'gone' | null> {
    const info = await load(site);
    held.delete(site);
    held.set(site, { info, at: now(), refreshing: false });
    if (held.size > MOST) held.delete(held.keys().next().value!);
    return info;
  }

  return {
    async get(site, later) {
      const entry = held.get(site);
      const age = entry ? now() - entry.at : Number.POSITIVE_INFINITY;
      if (!entry || age < 0 || age >= (entry.info ? HARD_MS : ABSENT_MS)) {
        return fetchInfo(site).catch((error) => {
          // Pages go on with what there is while the object cannot be reached.
          if (entry?.info) return entry.info;
          throw error;
        });
      }
      if (age >= SOFT_MS && !entry.refreshing) {
        entry.refreshing = true;
        later(
          fetchInfo(site).catch(() => {
            entry.refreshing = false;
          }),
        );
      }
      return entry.info;
    },
    peek(site) {
      const entry = held.get(site);
      if (!entry?.info || entry.info === 'gone') return undefined;
      const age = now() - entry.at;
      return age >= 0 && age < SOFT_MS ? entry.info : undefined;
    },
    forget(site) {
      held.delete(site);
    },
  };
}
