/**
 * When one session ends and the next begins.
 *
 * Gaps are measured between activities; a gap of exactly `timeoutMs` starts a new session.
 */
export interface SessionRules {
  /** Idle time that ends a session, ms. */
  readonly timeoutMs: number;
  /** Longest session, ms, measured from its start; `null` for no limit. */
  readonly maxMs: number | null;
  /** Whether an event that carries a new campaign opens a session. */
  readonly newOnCampaign?: boolean;
  /** Whether local midnight in the site's zone ends a session. */
  readonly newAtMidnight?: boolean;
}

/** The session that is running, or the last one that was. */
export interface SessionState {
  /** Start of the session, ms since the epoch; also its name. */
  readonly start: number;
  /** Last activity, ms since the epoch. */
  readonly last: number;
}
