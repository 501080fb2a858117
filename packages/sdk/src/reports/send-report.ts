import type { Report } from '@inkling/report';
import type { Host } from '../lib/host.ts';

/** Longest wait for an answer, ms. */
export const SEND_DEADLINE_MS = 10_000;

/**
 * Sends one report, in a way that outlives the page.
 *
 * The body is plain text, so that no preflight is needed; no cookie goes along.
 *
 * @returns `null` when it is done with: it has arrived, or the edge will never take it. Else, where
 *   another attempt may succeed, also after 408, 425 and 429, which speak of the moment: the ms that
 *   the edge asks to wait by `Retry-After` (seconds or a date), 0 where it asks for nothing.
 */
export async function sendReport(
  { clock, fetch }: Host,
  url: string,
  report: Report,
): Promise<number | null> {
  try {
    const { headers, status } = await fetch(url, {
      method: 'POST',
      body: JSON.stringify(report),
      keepalive: true,
      credentials: 'omit',
      signal: AbortSignal.timeout(SEND_DEADLINE_MS),
    });
    if (status < 500 && ![408, 425, 429].includes(status)) return null;
    const after = headers.get('retry-after');
    return Math.max(Number(after) * 1000 || Date.parse(`${after}`) - clock.now() || 0, 0);
  } catch {
    return 0; // Offline, blocked or too slow.
  }
}
