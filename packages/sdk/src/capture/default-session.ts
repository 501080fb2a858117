import type { SessionRules, Zone } from '@inkling/engine';

/** Sessions until the site's rules are there: 30 min idle, 24 h at the most. */
export const DEFAULT_SESSION: SessionRules = {
  timeoutMs: 1_800_000,
  maxMs: 86_400_000,
  newOnCampaign: false,
  newAtMidnight: false,
};

/** Days until the site's zone is known. */
export const UTC: Zone = { name: 'UTC', from: [null], offsets: [0] };
