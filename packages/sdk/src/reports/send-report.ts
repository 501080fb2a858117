import type { Report } from '@inkling/report';
import type { Host } from '../lib/host.ts';

/** Longest wait for an answer, ms. */
export const SEND_DEADLINE_MS = 10_000;

/**
 * Sends one report, in a way that outlives the page.
 *
 * The body is plain text, so that no preflight is needed; no cookie goes along.
 *
 * @returns Whether it is done with: it has arrived, or the edge will never take it. False where
 *   another attempt may succeed, also after 408, 425 and 429, which speak of the moment.
 */
export async function sendReport({ fetch }: Host, url: string, report: Report): Promise<boolean> {
  try {
    const { status } = await fetch(url, {
      method: 'POST',
      body: JSON.stringify(report),
      keepalive: true,
      credentials: 'omit',
      signal: AbortSignal.timeout(SEND_DEADLINE_MS),
    });
    return status < 500 && ![408, 425, 429].includes(status);
  } catch {
    return false; // Offline, blocked or too slow.
  }
}
