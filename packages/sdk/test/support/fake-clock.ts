import type { Clock } from '../../src/lib/clock.ts';

/** A clock that moves when it is told to. */
export interface FakeClock extends Clock {
  /** Moves on, calling back what falls due on the way, in order and at its own instant. */
  pass(ms: number): void;
  /** Sets the wall clock, and the wall clock alone. */
  set(now: number): void;
}

export function fakeClock(start = Date.parse('2026-03-02T12:00:00Z')): FakeClock {
  let wall = start;
  let mono = 1_000;
  let timers: { due: number; callback: () => void }[] = [];
  const step = (ms: number): void => {
    wall += ms;
    mono += ms;
  };
  return {
    now: () => wall,
    mono: () => mono,
    after(ms, callback) {
      const timer = { due: mono + Math.max(ms, 0), callback };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    pass(ms) {
      const end = mono + ms;
      for (;;) {
        const next = timers.filter(({ due }) => due <= end).sort((a, b) => a.due - b.due)[0];
        if (!next) break;
        timers = timers.filter((other) => other !== next);
        step(next.due - mono);
        next.callback();
      }
      step(end - mono);
    },
    set(now) {
      wall = now;
    },
  };
}
