import type { Zone } from '@inkling/engine';
import { type Cells, dayName, dayNumber, foldRows, parseReport } from '@inkling/report';
import type { Arrival } from './network.ts';

/** What became of a report at the edge. */
export type Taken = 'counted' | 'known' | 'refused';

/** Days before and after the server's own on which a report may lie. */
const DAYS_BACK = 7;
const DAYS_AHEAD = 1;

/**
 * Takes one browser's reports as the edge does: checked as text, once by its id, and only near
 * its day.
 *
 * Ids are remembered per visitor, since no report of one comes from another: so memory does not
 * grow with the visitors.
 */
export function createEdge(cells: Cells, zone: Zone): (arrival: Arrival) => Taken {
  const ids = new Set<string>();
  return ({ at, report }) => {
    const parsed = parseReport(JSON.parse(JSON.stringify(report)));
    const today = dayNumber(at, zone);
    const day = parsed.id.slice(0, 10);
    if (day < dayName(today - DAYS_BACK) || day > dayName(today + DAYS_AHEAD)) return 'refused';
    if (ids.has(parsed.id)) return 'known';
    ids.add(parsed.id);
    foldRows(cells, parsed.rows);
    return 'counted';
  };
}
