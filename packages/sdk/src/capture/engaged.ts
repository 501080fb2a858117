import type { Host } from '../lib/host.ts';

/** Counts the time during which somebody is really there. */
export interface EngagedClock {
  /** Hands on what has not been handed on yet. */
  flush(): void;
}

/** Engaged time is handed on at least this often, so that a crash loses no more. */
export const FLUSH_MS = 10_000;
const ACTS =
  'focus scroll resize mousemove mousedown pointerdown keydown touchstart touchmove wheel input';

/**
 * Starts counting by the rule of design.md: the page is visible, its window has the focus, and the
 * visitor did something within the last `graceMs` or media is playing.
 *
 * Loading the page counts as an act. Nothing is counted by the wall clock while timers were held
 * up, as in a suspended machine: one stretch without a timer is at most the grace.
 *
 * @param from - When the page was shown, by the clock for durations.
 * @param onBeat - Gets the whole ms engaged since its last call, never 0: when the page hides or
 *   loses focus, and every 10 s while engaged.
 */
export function startEngaged(
  host: Host,
  graceMs: number,
  from: number,
  onBeat: (ms: number) => void,
): EngagedClock {
  const { clock, doc, guard, listen, win } = host;
  const playing = new Set<EventTarget>();
  let counted = 0;
  let since: number | null = null; // Up to where the running stretch has been counted.
  let actedAt = from;
  let flushAt = 0;
  let cancel = (): void => {};

  const count = (): void => {
    const now = clock.mono();
    if (since === null) return;
    const until = playing.size ? since + graceMs : actedAt + graceMs;
    counted += Math.max(Math.min(now, until) - since, 0);
    since = now < until || playing.size ? now : null;
  };

  const flush = (): void => {
    count();
    const ms = Math.floor(counted);
    counted -= ms;
    if (ms) onBeat(ms);
  };

  const present = (): boolean => doc.visibilityState === 'visible' && doc.hasFocus();

  const update = (): void => {
    cancel();
    count();
    const now = clock.mono();
    if (!present()) {
      since = null;
      flush();
      return;
    }
    if (since === null && (playing.size || now < actedAt + graceMs)) since = now;
    if (now >= flushAt) {
      flushAt = now + FLUSH_MS;
      flush();
    }
    if (since === null) return;
    const next = playing.size ? now + graceMs / 2 : actedAt + graceMs;
    cancel = clock.after(Math.min(next, flushAt) - now, guard(update));
  };

  const act = (): void => {
    const idle = since === null;
    count();
    actedAt = clock.mono();
    if (idle || since === null) update();
  };

  listen(win, ACTS, act);
  listen(win, 'blur pageshow', update);
  listen(doc, 'visibilitychange', () => (present() ? act() : update()));
  listen(doc, 'play playing', ({ target }) => {
    if (target) playing.add(target);
    update();
  });
  listen(doc, 'pause ended emptied', ({ target }) => {
    count();
    if (target) playing.delete(target);
    update();
  });
  if (present()) since = from;
  flushAt = clock.mono() + FLUSH_MS;
  update();

  return { flush };
}
