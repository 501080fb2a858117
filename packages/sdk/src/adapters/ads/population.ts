import type { Page } from '../lib/page.ts';

/** Longest wait for the edge, ms. */
const DEADLINE_MS = 10_000;

/**
 * Takes the edge's word on which segments hold at least k people out of its signed envelope.
 *
 * Its signature is not checked here: the word comes over the same TLS as the script that asks.
 *
 * @returns The segments; none for anything but a word on this site that holds at `now`.
 */
export function readPopulation(envelope: unknown, site: string, now: number): readonly string[] {
  const { payload } = Object(envelope) as { readonly payload?: unknown };
  const word = Object(JSON.parse(`${payload ?? null}`)) as Record<string, unknown>;
  const isOurs = word.kind === 'population' && word.site === site && Number(word.expires) > now;
  return isOurs && Array.isArray(word.large) ? word.large : [];
}

/** Asks the edge; none of the segments where it cannot be had. */
export async function fetchLarge(
  win: Page,
  { edge, site }: { readonly edge: string; readonly site: string },
): Promise<readonly string[]> {
  try {
    const answer = await win.fetch(`${edge}/v1/sites/${site}/population.json`, {
      credentials: 'omit',
      signal: AbortSignal.timeout(DEADLINE_MS),
    });
    return answer.ok ? readPopulation(await answer.json(), site, win.Date.now()) : [];
  } catch {
    return [];
  }
}
