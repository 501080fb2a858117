import type { JsonValue, Params } from '@inkling/engine';
import { channelOf } from './channel.ts';
import { isOwnHost } from './own-host.ts';

/** Campaign keys under the names that GA4's `campaign_details` gives them. */
const CAMPAIGN = { source: 0, medium: 0, campaign: 0, term: 0, content: 0 };
const MEDIUM: { readonly [channel: string]: string } = { search: 'organic', direct: '(none)' };

/**
 * Tells how the visitor came to the page: `source`, `medium`, `campaign`, `term`, `content` as in
 * the address, or made of the referrer as GA4 does; and `channel`.
 *
 * @param query - What was kept of the address of the first view.
 * @param referrer - The document's.
 * @param host - The page's own.
 * @param opened - Whether a session began with the page.
 * @returns `undefined` for a step within the site or a typed address that opened no session.
 */
export function readCampaign(
  query: Readonly<Record<string, JsonValue>>,
  referrer: string,
  host: string,
  opened: boolean,
): Params | undefined {
  const out: Record<string, JsonValue> = {};
  for (const key in CAMPAIGN) {
    const value = query[`utm_${key}`];
    if (value) out[key] = value;
  }
  const isTagged = !!Object.keys(out).length;
  const from = referrer && new URL(referrer).hostname;
  const isOwn = isOwnHost(from, host);
  if (!(isTagged || (from && !isOwn) || opened)) return undefined;
  const names = [out.medium, out.source, isOwn ? '' : from].map((name) => `${name ?? ''}`);
  const plain = isTagged || (from && !isOwn) ? 'referral' : from ? 'internal' : 'direct';
  const channel = channelOf(names) ?? plain;
  return {
    source: (isTagged && isOwn ? '' : from).replace(/^www\./, '') || '(direct)',
    medium: MEDIUM[channel] ?? channel,
    ...out,
    channel,
  };
}
