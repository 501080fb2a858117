import { cleanPart } from './clean-url.ts';

/** GA4's own. */
const DEFAULT_KEYS = 'q,s,search,query,keyword';
const MOST_CHARS = 100;
/** A number as long as this may be one by which somebody is known. */
const LEAST_DIGITS = 7;

/**
 * What the visitor searched this site for.
 *
 * @param keys - Query keys that hold it, separated by commas or spaces; GA4's when left out.
 * @returns `undefined` when nothing was searched, or the term could name somebody: one with an
 *   address, an id, a token or seven digits in it is not told at all.
 */
export function readSearchTerm(href: string, keys = DEFAULT_KEYS): string | undefined {
  const { searchParams } = new URL(href);
  for (const key of keys.split(/[\s,]+/)) {
    const term = searchParams.get(key)?.trim().replace(/\s+/g, ' ').slice(0, MOST_CHARS);
    if (!term) continue;
    const isPlain = cleanPart(term) === term && !term.includes('@');
    return isPlain && term.replace(/\D/g, '').length < LEAST_DIGITS ? term : undefined;
  }
  return undefined;
}
