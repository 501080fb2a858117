import type { MeterCode } from '../assign/program.ts';
import { CALENDAR } from '../code.ts';
import { compileFilter, type ExtraFilter, type ParamsTest } from '../filter.ts';
import type { ProgramSegment, Zone } from '../program.ts';
import type { Calendar, CalendarUnit } from '../zone.ts';

/** Why an article may be read, or not. */
export type MeterReason = 'exempt-page' | 'exempt-visitor' | 'counted' | 'free' | 'limit';

/** What a meter says of one article. */
export interface MeterDecision {
  /** `counted`: it was counted before in this window, and stays open. */
  readonly reason: MeterReason;
  /** Whether the article may be read; false for `limit` alone. */
  readonly isOpen: boolean;
  /** Articles that are counted in this window, this one included where it is `free`. */
  readonly count: number;
  /** Articles that may be counted in a window, the bonus included. */
  readonly limit: number;
  /** How many more may be; at least 0. */
  readonly remaining: number;
}

/** What a meter is asked about. */
export interface MeterInput {
  readonly meter: MeterCode;
  readonly segments: readonly ProgramSegment[];
  /** The segments that the visitor is in; a meter knows no holdout. */
  readonly members: readonly string[];
  /** Whether the page is one that counts; see {@link createPageTest}. */
  readonly isPage: boolean;
  /** What tells the article apart. */
  readonly article: string;
  /** The articles that were counted since {@link meterSince}, each once. */
  readonly counted: readonly string[];
}

/**
 * Decides whether an article may be read. Only one that comes out as `free` is to be counted, and
 * not before the page is really seen (never while it is prerendered).
 */
export function decideMeter(input: MeterInput): MeterDecision {
  const { members, segments, article, counted } = input;
  const [, free, , , , exempt, registered] = input.meter;
  const isIn = (segment: number): boolean => members.includes(segments[segment]!.id);
  const limit = free + (registered && isIn(registered[0]) ? registered[1] : 0);
  const reason = !input.isPage
    ? 'exempt-page'
    : (exempt || []).some(isIn)
      ? 'exempt-visitor'
      : counted.includes(article)
        ? 'counted'
        : counted.length < limit
          ? 'free'
          : 'limit';
  const count = counted.length + +(reason === 'free');
  const remaining = Math.max(0, limit - count);
  return { reason, isOpen: reason !== 'limit', count, limit, remaining };
}

/** The first instant whose articles a meter counts at `now`, ms since the epoch. */
export function meterSince([, , window]: MeterCode, calendar: Calendar, now: number): number {
  const [kind, a] = window;
  // An event exactly as old as a rolling window has left it.
  return kind === CALENDAR
    ? calendar.start(a as CalendarUnit, calendar.ordinal(a as CalendarUnit, now))
    : now - a! + 1;
}

/** Makes the test, on the params of a page view, of whether a page is one that a meter counts. */
export function createPageTest(
  [, , , , pages]: MeterCode,
  zone: Zone,
  extra?: ExtraFilter,
): ParamsTest {
  return pages ? compileFilter(pages, zone, extra) : () => true;
}
