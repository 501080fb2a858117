import type { Report } from '@inkling/report';
import type { Host } from '../lib/host.ts';

/** What became of a report: `gone` are those that the edge will never take. */
export type Outcome = 'arrived' | 'gone' | 'later';

/** Most bytes that are sent at once; the edge reads no more. */
export const MAX_REPORT_CHARS = 16_384;
const SEND_DEADLINE_MS = 10_000;
/** Answers that speak of the moment, not of the report. */
const TRY_AGAIN = [408, 425, 429];

/**
 * Sends one report, in a way that outlives the page.
 *
 * The body is plain text, so that no preflight is needed; no cookie goes along.
 */
export async function sendReport(host: Host, url: string, report: Report): Promise<Outcome> {
  const body = JSON.stringify(report);
  if (body.length > MAX_REPORT_CHARS) return 'gone';
  const abort = new AbortController();
  const cancel = host.clock.after(SEND_DEADLINE_MS, () => abort.abort());
  try {
    const { ok, status } = await host.fetch(url, {
      method: 'POST',
      body,
      keepalive: true,
      credentials: 'omit',
      signal: abort.signal,
    });
    if (ok) return 'arrived';
    return status >= 400 && status < 500 && !TRY_AGAIN.includes(status) ? 'gone' : 'later';
  } catch {
    return 'later'; // Offline, blocked or too slow: the report is still in the ledger.
  } finally {
    cancel();
  }
}
