import type { ProgramSegment } from '@inkling/engine';
import type { ReportRow } from '@inkling/report';

/**
 * What of a shadow's rows is worth telling: those of segments, and of pairs, that the rules in force
 * do not define the same. Everything else they tell themselves.
 *
 * @param live - Segments of the rules in force.
 */
export function keepRows(
  rows: readonly ReportRow[],
  live: readonly ProgramSegment[],
): readonly ReportRow[] {
  const defs = new Map(live.map(({ id, def }) => [id, def]));
  return rows.filter(({ subject, def, arm }) => {
    const hashes = def.split('&');
    return (
      !arm && subject !== '*' && subject.split('&').some((id, i) => defs.get(id) !== hashes[i])
    );
  });
}
