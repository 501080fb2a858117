const SETTINGS = {
  WRANGLER_SEND_METRICS: 'false',
  WRANGLER_SEND_ERROR_REPORTS: 'false',
  WRANGLER_WRITE_LOGS: 'false',
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
};

/** Tells the tools that run the worker not to call anybody: no metrics, no look-up of our place. */
export function stayAtHome(): void {
  Object.assign(process.env, SETTINGS);
}
