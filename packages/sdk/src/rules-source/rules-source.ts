import type { Host } from '../lib/host.ts';

/** Longest wait for the edge, ms. */
export const FETCH_DEADLINE_MS = 10_000;
/** Longest answer that is read, in characters. */
export const MAX_BUNDLE_CHARS = 1_000_000;
/** An open page asks again no sooner than this, ms. */
export const REFRESH_MS = 60_000;

/**
 * Reads one answer of the edge. The request carries no cookie, no header of ours and nothing of the
 * visitor; the browser's own cache sends the `ETag` and turns a 304 into the copy it holds.
 *
 * @throws Error for a refusal, no answer within {@link FETCH_DEADLINE_MS}, or one that is too long.
 */
export async function fetchText({ fetch }: Host, url: string): Promise<string> {
  const answer = await fetch(url, {
    credentials: 'omit',
    signal: AbortSignal.timeout(FETCH_DEADLINE_MS),
  });
  const text = await answer.text();
  if (!answer.ok || text.length > MAX_BUNDLE_CHARS) throw new Error(`rules: ${answer.status}`);
  return text;
}

/**
 * Makes what asks the edge for the site's rules, unless it has just asked.
 *
 * @param url - Address of the bundle.
 * @param onBundle - Gets what came; rejects for what must not be used.
 */
export function createRulesSource(
  host: Host,
  url: string,
  onBundle: (bundle: unknown) => Promise<void>,
): () => void {
  const { clock, guard } = host;
  let next = 0;
  return guard(async () => {
    if (clock.mono() < next) return;
    next = clock.mono() + REFRESH_MS;
    await onBundle(JSON.parse(await fetchText(host, url)));
  });
}
