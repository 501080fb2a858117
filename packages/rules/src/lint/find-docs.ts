import type { Rules, SegmentRule } from '../ast.ts';
import { writtenSegments } from '../cells.ts';
import { daysFromCivil } from '../parse/civil.ts';
import { parseDate } from '../parse/instant.ts';
import type { Finding } from './finding.ts';

const DAY_MS = 86_400_000;

/** What people need of each segment and did not write down. */
export function findDocs(rules: Rules): readonly Finding[] {
  return writtenSegments(rules).flatMap(({ id, doc }) => {
    const path = `segments.${id}`;
    const found: Finding[] = [];
    if (doc.objective === null) {
      const words = `${id} has no objective.`;
      const repair = 'Say what the segment is for in "objective", such as "More trials".';
      found.push({ code: 'no-objective', level: 'warning', path, words, repair });
    }
    if (doc.kpi === null) {
      const words = `${id} has no KPI.`;
      const repair = 'Name what will be measured in "kpi", such as the conversion "subscribe".';
      found.push({ code: 'no-kpi', level: 'warning', path, words, repair });
    }
    if (doc.message === null) {
      const words = `${id} has no message.`;
      const repair = 'Name what its visitors will see in "message", or drop the segment.';
      found.push({ code: 'no-message', level: 'warning', path, words, repair });
    }
    return found;
  });
}

/**
 * Segments whose review is due.
 *
 * @param today - `YYYY-MM-DD`.
 * @throws RangeError when that is no date.
 */
export function findReviews(rules: Rules, today: string): readonly Finding[] {
  const now = dayOf(today);
  if (now === null) throw new RangeError(`"${today}" is no date such as 2026-03-01.`);
  return rules.segments.flatMap((segment) => {
    const late = daysLate(segment, now);
    if (late === null || late <= 0) return [];
    const words = `The review of ${segment.id} was due ${late} day${late === 1 ? '' : 's'} ago.`;
    const repair = `Review it, then set "reviewed" to "${today}".`;
    const path = `segments.${segment.id}.reviewed`;
    return [{ code: 'review-passed', level: 'warning', path, words, repair } as const];
  });
}

/** Days since the review was due; `null` when none is planned, or none was ever made. */
function daysLate({ doc }: SegmentRule, now: number): number | null {
  const last = doc.reviewed === null ? null : dayOf(doc.reviewed);
  if (last === null || doc.reviewMs === null) return null;
  return now - last - Math.ceil(doc.reviewMs / DAY_MS);
}

function dayOf(date: string): number | null {
  const parts = parseDate(date);
  return parts === null ? null : daysFromCivil(...parts);
}

/** More segments than people can look after. */
export function findCrowd(rules: Rules, most: number): readonly Finding[] {
  const count = writtenSegments(rules).length;
  if (count <= most) return [];
  const words = `There are ${count} segments; more than ${most} are hard to act on and to measure.`;
  const repair = 'Merge the small ones, and keep those that a message and a KPI go with.';
  return [{ code: 'too-many-segments', level: 'warning', path: 'segments', words, repair }];
}
