import { type Code, codes } from '@inkling/engine';
import type { EventMatch, Window } from '../ast.ts';
import { compileMatch } from './filter.ts';
import { SESSION, type Tables } from './table.ts';

type MeasureCode = Code['v'][number][1];
/** Kind and arguments, as the engine reads them. */
export type WindowCode = readonly [kind: number, a?: number | null, b?: number | null];

const DAY_MS = 86_400_000;
const UNITS = { day: codes.PER_DAY - codes.PER_DAY, week: 1, month: 2 } as const;
/** The longest that two units can last. */
const TWO_UNITS_MS = { day: 3 * DAY_MS, week: 15 * DAY_MS, month: 63 * DAY_MS } as const;

export function compileWindow(window: Window, tables: Tables): WindowCode {
  switch (window.kind) {
    case 'ever':
      return [codes.EVER];
    case 'rolling':
      return [codes.ROLLING, window.fromMs, window.toMs];
    case 'calendar':
      return [codes.CALENDAR, UNITS[window.unit], window.back];
    case 'absolute':
      return [codes.ABSOLUTE, window.from, window.to];
    case 'sessions':
      tables.hangsOn.add(SESSION);
      return [codes.SESSIONS, window.count];
    case 'within-first': {
      if (window.type === null) return [codes.WITHIN_FIRST, window.ms, -1];
      const first = { types: [window.type], where: null };
      keep(first, Infinity, tables);
      return [codes.WITHIN_FIRST, window.ms, tables.stream([compileMatch(first, tables)])];
    }
  }
}

/** How far back a window can look, ms. */
export function lengthMs(window: Window): number {
  if (window.kind === 'rolling') return window.fromMs;
  return window.kind === 'calendar' ? TWO_UNITS_MS[window.unit] : Infinity;
}

/** Notes for how long events must be kept. */
export function keep({ types }: EventMatch, ms: number, { keeps }: Tables): void {
  for (const type of types ?? ['*']) keeps.set(type, Math.max(ms, keeps.get(type) ?? 0));
}

export type { MeasureCode };
