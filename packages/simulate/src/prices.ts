/**
 * Documented prices of Cloudflare's paid plan beyond what it includes, in dollars for a million of
 * each.
 *
 * Sources: developers.cloudflare.com/workers/platform/pricing (requests, CPU) and
 * developers.cloudflare.com/durable-objects/platform/pricing (calls, rows, duration).
 */
export const PRICES = {
  requests: 0.3,
  cpuMs: 0.02,
  /** Calls of an object, alarms among them. */
  calls: 0.15,
  /** Rows written to SQLite, deletes and `setAlarm` among them. */
  rows: 1,
  /**
   * Gigabyte-seconds of an object that is at work; one that is idle and may hibernate is free.
   * Each has 128 MB.
   */
  gigabyteSeconds: 12.5,
} as const;

/** Documented limits; developers.cloudflare.com/durable-objects (platform/limits, best-practices). */
export const OBJECT_LIMITS = {
  /** Requests a second that one object takes with storage writes: 200 to 500. */
  perSecond: 200,
  gigabytes: 0.128,
} as const;
