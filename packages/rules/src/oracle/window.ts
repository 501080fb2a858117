import type { InkEvent } from '@inkling/engine';
import type { Window } from '../ast.ts';
import { periodOf, periodStart } from './local-time.ts';
import { sessionEnd, sessionsOf } from './sessions.ts';
import type { World } from './world.ts';

/**
 * The instants that a window holds, `from <= t < to`, both in ms; `null` when it holds none.
 *
 * Instants are whole milliseconds, so `now − w < t <= now` is `now − w + 1 <= t < now + 1`.
 */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** The stretch of time that a window covers at the world's instant. */
export function spanOf(window: Window, world: World): Span | null {
  const { now, zone } = world;
  switch (window.kind) {
    case 'ever':
      return { from: Number.NEGATIVE_INFINITY, to: now + 1 };
    case 'rolling':
      return { from: now - window.fromMs + 1, to: now - window.toMs + 1 };
    case 'calendar': {
      const period = periodOf(zone, window.unit, now) - window.back;
      const from = periodStart(zone, window.unit, period);
      return { from, to: Math.min(periodStart(zone, window.unit, period + 1), now + 1) };
    }
    case 'absolute':
      return { from: window.from, to: Math.min(window.to ?? now + 1, now + 1) };
    case 'sessions': {
      const starts = windowSessions(window.count, world);
      return starts.length === 0 ? null : { from: Math.min(...starts), to: now + 1 };
    }
    case 'within-first': {
      const first = world.events.find((e) => window.type === null || e.type === window.type);
      return first === undefined ? null : { from: first.t, to: first.t + window.ms };
    }
  }
}

/**
 * Stamps of the current session and the `count − 1` before it; none when no session is open.
 *
 * Any event is activity, a repeated purchase too: it does not count as a purchase, but somebody
 * was there.
 */
export function windowSessions(count: number, world: World): number[] {
  const sessions = sessionsOf(world.recorded);
  const current = sessions.at(-1);
  if (current === undefined) return [];
  if (world.now >= sessionEnd(current, world.rules.session, world.zone)) return [];
  return sessions.slice(-count).map((session) => session.start);
}

/** Whether an event of the world lies in a window. Sessions go by the stamp, all else by `t`. */
export function inWindow(window: Window, world: World): (event: InkEvent) => boolean {
  if (window.kind === 'sessions') {
    const starts = windowSessions(window.count, world);
    return (event) => starts.includes(event.session);
  }
  const span = spanOf(window, world);
  return (event) => span !== null && event.t >= span.from && event.t < span.to;
}
