/** How long a key list may be used, ms. */
export const LIST_MS = 365 * 86_400_000;
/** How long a replaced key stays good, so that bundles in flight and in caches do, ms. */
export const OVERLAP_MS = 45 * 86_400_000;
