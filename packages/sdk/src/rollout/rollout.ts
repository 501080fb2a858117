import type { Bundle } from '@inkling/engine';
import { isRolledOut } from '@inkling/engine/assign';
import { createSeed } from '../experiments/seed.ts';
import type { IdleParts } from '../idle/parts.ts';
import { fetchSide } from '../rules-source/fetch-side.ts';

/**
 * Gives this browser its share of a roll-out: the new rules in place of the bundle's own, if it comes
 * early enough by its random text, else the bundle's own. Who allows nothing to be stored has no
 * text that lasts, and keeps the bundle's own.
 *
 * @returns A bundle without a roll-out. Where the new rules do not come and nothing is in force yet,
 *   the bundle's own under a number below its own, so that the next look tries again.
 * @throws Error where they do not come, and something is in force that can stay.
 */
export async function start(parts: IdleParts, { next, ...own }: Bundle): Promise<Bundle> {
  const { config, consent, feed, host } = parts;
  parts.seed ??= createSeed(host);
  const { seed } = parts;
  // Drawn before the visitor agreed to its being kept: it is kept as soon as that may be.
  host.listen(host.doc, 'visibilitychange', seed);
  const isOut = consent.choices().storage === false;
  if (!next || isOut || !isRolledOut(seed(), config.site, next.percent)) return own;
  const wanted = { kind: 'next', named: next } as const;
  try {
    const { program } = await fetchSide(parts, `blobs/${next.hash}.json`, wanted);
    return { ...own, program };
  } catch (error) {
    if (feed.bundle()) throw error;
    return { ...own, seq: own.seq - 1 };
  }
}
