/** Where every stage gets its time from. */
export interface Clock {
  /** Ms since the Unix epoch, whole; may jump either way. */
  now(): number;
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
 */
export function browserClock(win: Window & typeof globalThis): Clock {
  return {
    now: () => win.Date.now(),
    mono: () => win.performance.now(),
    after: (ms, callback) => {
      const timer = win.setTimeout(callback, Math.min(Math.max(ms, 0), LONGEST_TIMER_MS));
      return () => win.clearTimeout(timer);
    },
  };
}
