import type { InkEvent } from '@inkling/engine';

/** What a history says about a visitor, in numbers. */
export interface Facts {
  /** How many events there are, and when the first was, ms since the epoch; `null` without any. */
  readonly events: number;
  readonly from: number | null;
  readonly visits: number;
  readonly pages: number;
  /** Pages by section, the most seen first; pages without a section are left out. */
  readonly sections: readonly (readonly [section: string, pages: number])[];
  /** Engaged time, ms. */
  readonly readMs: number;
  /** How often each other kind of thing was done, the most frequent first. */
  readonly others: readonly (readonly [type: string, times: number])[];
}

/** Told by pages, visits and time: they are not listed by themselves. */
const TOLD = ['page_view', 'session_start', 'user_engagement', 'scroll'];

/** @param events - In any order. */
export function factsOf(events: readonly InkEvent[]): Facts {
  const sections = new Map<string, number>();
  const others = new Map<string, number>();
  const visits = new Set<number>();
  const add = (to: Map<string, number>, key: string): void =>
    void to.set(key, (to.get(key) ?? 0) + 1);
  let [pages, readMs, from] = [0, 0, Infinity];
  for (const { t, type, session, params } of events) {
    from = Math.min(from, t);
    visits.add(session);
    if (type === 'page_view') pages++;
    if (type === 'page_view' && typeof params.section === 'string') add(sections, params.section);
    if (type === 'user_engagement') readMs += Number(params.engagement_time_msec) || 0;
    if (!TOLD.includes(type)) add(others, type);
  }
  const sorted = (counts: Map<string, number>) => [...counts].sort(([, a], [, b]) => b - a);
  return {
    events: events.length,
    from: events.length ? from : null,
    visits: visits.size,
    pages,
    sections: sorted(sections),
    readMs,
    others: sorted(others),
  };
}
