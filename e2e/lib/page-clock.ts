/** What {@link installClock} leaves on `window` for the harness. */
export interface PageClock {
  /**
   * Moves the page's time on, firing every timer that falls due on the way, in order and at its own
   * instant, with a turn of the real event loop after each (so that IndexedDB gets its say).
   */
  advance(ms: number): Promise<void>;
  /**
   * Sets the time of day without any timer falling due: a suspended machine, or a corrected clock.
   *
   * @param ms - May be negative.
   * @param mono - Whether `performance.now()` moves, too, as it does over a suspension on some
   *   systems.
   */
  jump(ms: number, mono: boolean): void;
}

interface Timer {
  readonly due: number;
  readonly everyMs: number | undefined;
  readonly run: () => void;
}

/**
 * Gives a page a clock that the test can move. Runs inside the page, before any of its scripts.
 *
 * Real time goes on underneath, so that scrolling, frames, storage and network behave as ever;
 * `Date`, `performance.now()`, `timeOrigin`, event time stamps and timers read real time plus an
 * offset, and `advance` moves the offset. Frames and idle callbacks stay real.
 *
 * @param offsetMs - How far the page's time is ahead of real time at its start; may be negative.
 * @param frozenAt - Where given, ms since the epoch: time stands still between two advances, at
 *   `frozenAt + offsetMs` to begin with.
 */
export function installClock(offsetMs: number, frozenAt?: number): void {
  const RealDate = Date;
  const isFrozen = typeof frozenAt === 'number';
  const real = {
    now: isFrozen ? () => frozenAt : Date.now.bind(Date),
    perf: isFrozen ? () => 0 : performance.now.bind(performance),
    setTimeout: window.setTimeout.bind(window),
  };
  const origin = isFrozen ? frozenAt : performance.timeOrigin;
  let offset = offsetMs;
  let setBack = 0; // How far the time of day has been moved without the monotonic clock.
  const now = (): number => real.now() + offset;

  const ShiftedDate = new Proxy(RealDate, {
    construct: (target, args, self) =>
      Reflect.construct(target, args.length === 0 ? [now()] : args, self),
    apply: () => new RealDate(now()).toString(),
    // Whole milliseconds, as everywhere; a timer may fall due between two.
    get: (target, key) => (key === 'now' ? () => Math.floor(now()) : Reflect.get(target, key)),
  });
  Object.defineProperty(window, 'Date', { value: ShiftedDate, configurable: true, writable: true });

  performance.now = () => real.perf() + offset - offsetMs - setBack;
  Object.defineProperty(performance, 'timeOrigin', { value: origin + offsetMs });
  const stamp = Object.getOwnPropertyDescriptor(Event.prototype, 'timeStamp')?.get;
  Object.defineProperty(Event.prototype, 'timeStamp', {
    configurable: true,
    get(this: Event) {
      return (isFrozen ? 0 : (stamp?.call(this) as number)) + offset - offsetMs - setBack;
    },
  });

  const timers = new Map<number, Timer>();
  let lastId = 1_000_000; // Far from the numbers that real timers have.
  const add = (
    handler: TimerHandler,
    everyMs: number | undefined,
    delay: number,
    rest: unknown[],
  ) => {
    lastId += 1;
    const id = lastId;
    const run = (): void => {
      if (typeof handler === 'function') handler(...rest);
    };
    timers.set(id, { due: now() + Math.max(delay || 0, 0), everyMs, run });
    wake();
    return id;
  };
  const fire = (id: number, timer: Timer): void => {
    if (timer.everyMs === undefined) timers.delete(id);
    else timers.set(id, { ...timer, due: timer.due + Math.max(timer.everyMs, 4) });
    timer.run();
  };
  const next = (): [number, Timer] | undefined =>
    [...timers].reduce<[number, Timer] | undefined>(
      (best, entry) => (best && best[1].due <= entry[1].due ? best : entry),
      undefined,
    );
  let wakeAt = Number.POSITIVE_INFINITY;
  function wake(): void {
    const first = next();
    if (!first || first[1].due >= wakeAt) return;
    if (isFrozen && first[1].due > now()) return;
    wakeAt = first[1].due;
    real.setTimeout(onWake, Math.min(Math.max(wakeAt - now(), 0), 2 ** 30));
  }
  function onWake(): void {
    wakeAt = Number.POSITIVE_INFINITY;
    const first = next();
    // One timer a turn, as in a browser: what it throws reaches `onerror` and stops no other.
    real.setTimeout(wake, 0);
    if (first && first[1].due <= now()) fire(...first);
  }

  Object.assign(window, {
    setTimeout: (f: TimerHandler, ms = 0, ...rest: unknown[]) => add(f, undefined, ms, rest),
    setInterval: (f: TimerHandler, ms = 0, ...rest: unknown[]) => add(f, ms, ms, rest),
    clearTimeout: (id: number) => void timers.delete(id),
    clearInterval: (id: number) => void timers.delete(id),
  });

  const turn = (): Promise<void> => new Promise((resolve) => real.setTimeout(resolve, 0));
  const clock: PageClock = {
    async advance(ms) {
      const target = now() + ms;
      for (let first = next(); first && first[1].due <= target; first = next()) {
        if (first[1].due > now()) offset += first[1].due - now();
        fire(...first);
        await turn();
      }
      if (target > now()) offset += target - now();
      await turn();
    },
    jump(ms, mono) {
      offset += ms;
      if (mono) return;
      setBack += ms;
      // Timers run by the monotonic clock.
      for (const [id, timer] of timers) timers.set(id, { ...timer, due: timer.due + ms });
      wakeAt += ms;
    },
  };
  Object.defineProperty(window, '__clock', { value: clock });
}
