import type { Program } from '@inkling/engine';
import { type Cells, cellKey, DWELL, dayName, dayNumber, type Metric } from '@inkling/report';
import type { History, Meaning } from './history.ts';

/** Metrics that the edge must hold exactly, of all that was delivered. */
export const EXACT: readonly Metric[] = [
  ...(['visitors', 'new_visitors', 'lost_history', 'sessions', 'page_views'] as const),
  ...(['engaged', 'in', 'entered', 'left', 'dwell', 'late'] as const),
  ...(['conversions', 'revenue', 'retained'] as const),
];

/** Days after which a change is booked as `late` where nobody looked before. */
const LATEST_DAYS = 7;
/** Weeks after its first that a cohort is followed. */
const COHORT_WEEKS = 26;

/** Who keeps the books: the browser itself, or somebody who sees everything as it happens. */
export type Observer = 'browser' | 'everything';

/**
 * Counts a history from its events and its changes of membership, by looking at all of them: what
 * the contributor's rows must come to, and none of its code.
 */
export function countHistory(
  cells: Cells,
  history: History & Meaning,
  program: Pick<Program, 'zone' | 'segments'>,
  observer: Observer,
): void {
  const counts = createCounts(cells, program);
  countEvents(counts, history);
  countMoves(counts, history, observer);
}

/** Adds to a cell: of everybody for `*`, else of a segment. */
interface Counts {
  add(day: number, subject: string, metric: Metric, delta?: number, bucket?: string): void;
  dayOf(t: number): number;
}

function createCounts(
  cells: Cells,
  { zone, segments }: Pick<Program, 'zone' | 'segments'>,
): Counts {
  const defs = new Map(segments.map(({ id, def }) => [id, def]));
  return {
    add(day, subject, metric, delta = 1, bucket) {
      if (delta === 0) return;
      const def = defs.get(subject) ?? '';
      const cell = { day: dayName(day), subject, def, metric, ...(bucket && { bucket }) };
      const key = cellKey(cell);
      cells.set(key, (cells.get(key) ?? 0) + delta);
    },
    dayOf: (t) => dayNumber(t, zone),
  };
}

/** Visits, sessions, pages, engaged time, conversions, and who was in which segment when. */
function countEvents({ add, dayOf }: Counts, history: History & Meaning): void {
  const held = createHeld(history);
  const cohorts = new Map<string, number>();
  const sessions = new Set<number>();
  const bought = new Set<unknown>();
  let day = Number.NaN;
  let week = Number.NaN;
  let seen = new Set<string>();
  let ms = 0;
  for (const event of history.events) {
    const before = new Set(held.at(event.t - 1));
    const now = new Set([...before, ...held.at(event.t)]);
    const today = dayOf(event.t);
    if (today !== day) {
      add(today, '*', 'visitors');
      const isFirst = Number.isNaN(day);
      if (isFirst) add(today, '*', history.lostHistory ? 'lost_history' : 'new_visitors');
      if (isFirst) cohorts.set('*', monday(today));
      if (monday(today) !== week) {
        week = monday(today);
        for (const [subject, from] of cohorts) retain(subject, from, today);
      }
      day = today;
      seen = new Set();
    }
    for (const segment of now) {
      if (seen.has(segment)) continue;
      seen.add(segment);
      add(today, segment, 'in');
      if (cohorts.has(segment)) continue;
      cohorts.set(segment, week);
      retain(segment, week, today);
    }
    if (!sessions.has(event.session)) add(today, '*', 'sessions');
    sessions.add(event.session);
    if (event.type === 'page_view') add(today, '*', 'page_views');
    if (event.type === 'user_engagement') {
      const more = Number(event.params.engagement_time_msec) || 0;
      add(today, '*', 'engaged', Math.floor((ms + more) / 1000) - Math.floor(ms / 1000));
      ms += more;
    }
    const transaction = event.type === 'purchase' && event.params.transaction_id;
    const again = transaction && bought.has(transaction);
    if (transaction) bought.add(transaction);
    for (const { id, cents } of again ? [] : history.conversions(event)) {
      for (const subject of ['*', ...before]) {
        add(today, subject, 'conversions', 1, id);
        add(today, subject, 'revenue', Math.max(0, cents), id);
      }
    }
  }

  function retain(subject: string, from: number, today: number): void {
    if (week - from <= COHORT_WEEKS * 7) add(today, subject, 'retained', 1, dayName(from));
  }
}

/** Who entered and who left, on the day it happened; a browser knows it when it next looks. */
function countMoves(
  { add, dayOf }: Counts,
  { transitions, looks }: History & Meaning,
  observer: Observer,
): void {
  const since = new Map<string, number>();
  let next = 0;
  for (const { segment, t, in: into } of transitions) {
    while (next < looks.length && looks[next]! < t) next++;
    const look = looks[next];
    if (observer === 'browser' && look === undefined) return;
    const day = dayOf(t);
    const late = observer === 'browser' && day < dayOf(look!) - LATEST_DAYS;
    if (late) add(dayOf(look!), segment, 'late');
    else add(day, segment, into ? 'entered' : 'left');
    if (into) since.set(segment, t);
    else if (!late) add(day, segment, 'dwell', 1, dwellOf(t - (since.get(segment) ?? t)));
  }
}

function dwellOf(ms: number): string {
  return DWELL.find(([, minutes]) => ms < minutes * 60_000)![0];
}

/** The segments held at instants that rise. */
export function createHeld({ transitions }: Meaning): { at(t: number): ReadonlySet<string> } {
  const held = new Set<string>();
  let next = 0;
  return {
    at(t) {
      for (; next < transitions.length && transitions[next]!.t <= t; next++) {
        const { segment, in: into } = transitions[next]!;
        if (into) held.add(segment);
        else held.delete(segment);
      }
      return held;
    },
  };
}

/** The Monday on or before a day; day 0 was a Thursday. */
function monday(day: number): number {
  return day - ((day + 3) % 7);
}
