/** Where every stage gets its time from. */
export interface Clock {
  /** Ms since the Unix epoch, whole; may jump either way. */
  now(): number;
  /**
   * Ms that the edge's clock is ahead of `now`, for what is compared with other machines' time; 0
   * until it is known, and for what may be the age of an answer.
   */
  skew: number;
  /** Ms since some instant, never falling: for durations. */
  mono(): number;
  /**
   * Calls back once, not before `ms` have passed.
   *
   * @param ms - Clamped to 0 .. 2³¹ − 1, the longest that a browser's timer can hold.
   * @returns Cancels it.
   */
  after(ms: number, callback: () => void): () => void;
}

const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * The browser's own clock.
 *
 * Reads `Date`, `performance` and `setTimeout` at each call, so that a clock which a test puts in
 * their place before the page loads is the one that counts.
 *
 * @param skew - As the last page knew it.
 */
export function browserClock(win: Window & typeof globalThis, skew: number): Clock {
  return {
    now: () => win.Date.now(),
    skew,
    mono: () => win.performance.now(),
    after: (ms, callback) => {
      const timer = win.setTimeout(callback, Math.min(Math.max(ms, 0), LONGEST_TIMER_MS));
      return () => win.clearTimeout(timer);
    },
  };
}
