import type { IdleParts } from '../idle/parts.ts';
import { readCampaign } from './campaign.ts';

/**
 * Records `campaign_response` for how the visitor came to this document, from what has been kept
 * of its first view. Who reloads or goes back has arrived before.
 */
export function start({ clean, feed, host: { doc, win }, page, record }: IdleParts): void {
  const own = [...feed.own.keys()];
  const view = own.find(({ type }) => type === 'page_view');
  const [entry] = win.performance.getEntriesByType('navigation');
  if ((entry as PerformanceNavigationTiming | undefined)?.type !== 'navigate') return;
  const opened = own.some(({ type }) => type === 'session_start');
  const query = Object(view?.params.query);
  const params = readCampaign(query, doc.referrer, win.location.hostname, opened);
  if (params) record('campaign_response', { ...clean(params), ...page.short() });
}
