import * as code from '../code.ts';
import { type Kernel, UNKNOWN } from '../kernel.ts';
import type { MeasureMaker } from '../measures.ts';
import { firstAt, type Stream } from '../stream.ts';
import { type CalendarUnit, DAY } from '../zone.ts';
import { passesNumber } from './filters.ts';
import { look } from './values.ts';

const DAY_MS = 86_400_000;
const BY_SESSION = 3;

/** How many periods have a sum of a field that passes. */
export const makePeriodTotals: MeasureMaker = (measure, { kernel, stream: use }) => {
  const [, index, window, unit, ...tests] = measure as readonly [
    number,
    number,
    code.WindowCode,
    number,
    ...code.NumberTest[],
  ];
  const stream = use(index, window, undefined, unit === BY_SESSION);
  return (t) => {
    look(kernel, stream, window, t);
    const totals = new Map<number, number>();
    for (let place = kernel.low; place < kernel.high; place++) {
      const period =
        unit === BY_SESSION
          ? stream.s[place]!
          : kernel.calendar.ordinal(unit as CalendarUnit, stream.t[place]!);
      const value = stream.v[place];
      const micros = typeof value === 'number' ? Math.round(value * 1e6) : 0;
      totals.set(period, (totals.get(period) ?? 0) + micros);
    }
    return [...totals.values()].filter((total) => passesNumber(total / 1e6, tests)).length;
  };
};

/** Of the last periods of some local days, how many have enough matches. */
export const makeRegular: MeasureMaker = (measure, { kernel, stream: use }) => {
  const [, index, days, of, least, running] = measure as readonly number[];
  const stream = use(index!, [code.ROLLING, (days! * (of! + 1) + 2) * DAY_MS]);
  return (t) => {
    const { calendar } = kernel;
    const today = calendar.ordinal(DAY, t);
    const end = today + running!;
    const places = Array.from({ length: of! + 1 }, (_, i) =>
      firstAt(stream.t, calendar.start(DAY, end - i * days!)),
    );
    doubtBefore(kernel, stream, calendar.start(DAY, end - of! * days!));
    if (stream.t.length > places[of!]! || kernel.doubt) {
      kernel.until = Math.min(kernel.until, calendar.start(DAY, today + 1));
    }
    let count = 0;
    for (let i = 0; i < of!; i++) if (places[i]! - places[i + 1]! >= least!) count++;
    return count;
  };
};

/** Raises doubt when a measure that reaches back so far looks at what was not recorded. */
function doubtBefore(kernel: Kernel, stream: Stream, start: number): void {
  if (start < stream.since) kernel.doubt = UNKNOWN;
}

/** How many periods in a row, up to the running one or the one before it, have a match. */
export const makeStreak: MeasureMaker = (measure, { kernel, stream: use }) => {
  const [, index, unit] = measure as readonly [number, number, CalendarUnit];
  const stream = use(index, [0]);
  return (t) => {
    const { calendar } = kernel;
    const { c, t: instants } = stream;
    doubtBefore(kernel, stream, -Infinity);
    const running = calendar.ordinal(unit, t);
    let count = 0;
    let place = instants.length - 1;
    for (let expected = running; place >= 0; expected--) {
      const period = calendar.ordinal(unit, instants[place]!);
      if (period !== expected && (count > 0 || period !== --expected)) break;
      count++;
      place = firstAt(c, c[place]!) - 1;
    }
    if (count > 0) {
      kernel.until = Math.min(kernel.until, calendar.start(unit, running + 1));
    }
    return count;
  };
};

/** The instant of the n-th match ever. */
export const makeNthEvent: MeasureMaker = (measure, { kernel, stream: use }) => {
  const [, index, n] = measure as readonly number[];
  const stream = use(index!, [0]);
  return () => {
    doubtBefore(kernel, stream, -Infinity);
    return stream.t[n! - 1 - stream.dropped];
  };
};
