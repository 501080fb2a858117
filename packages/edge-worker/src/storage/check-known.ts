import type { ReportRow } from '@inkling/report';
import { HttpError, type HttpErrorCode } from '../http/http-error.ts';
import type { Known } from '../site/versions.ts';

/** What of a row is not known, where in the row, and in words. */
type Fault = readonly [code: HttpErrorCode, key: keyof ReportRow, detail: string];

/**
 * Refuses rows about what this site has not published: nobody can make up cells.
 *
 * @throws {@link HttpError} 422 `unknown-segment`, `unknown-conversion`, `unknown-signal`,
 *   `unknown-arm`.
 */
export function checkKnown(rows: readonly ReportRow[], known: Known): void {
  for (const [i, row] of rows.entries()) {
    const fault = findFault(row, known);
    if (!fault) continue;
    const [code, key, detail] = fault;
    throw new HttpError(422, code, detail, { path: `rows[${i}].${key}` });
  }
}

function findFault(row: ReportRow, known: Known): Fault | null {
  const { metric, bucket = '', arm } = row;
  const named = bucket.slice(0, bucket.indexOf(':'));
  if (!hasSegments(row, known)) {
    return ['unknown-segment', 'subject', 'No published rules define this segment so.'];
  }
  if (arm !== undefined && !known.arms.includes(arm)) {
    return ['unknown-arm', 'arm', 'No published rules have this arm.'];
  }
  if (metric === 'value' && !known.signals.includes(named)) {
    return ['unknown-signal', 'bucket', 'No published rules name this signal.'];
  }
  const isConversion = metric === 'conversions' || metric === 'revenue';
  if (
    (isConversion && !known.conversions.includes(bucket)) ||
    (metric === 'level' && !known.outcomes.includes(named))
  ) {
    return ['unknown-conversion', 'bucket', 'No published rules name this conversion.'];
  }
  return null;
}

function hasSegments({ subject, def }: ReportRow, { defs }: Known): boolean {
  if (subject === '*') return true;
  const hashes = def.split('&');
  return subject
    .split('&')
    .every((id, i) => Object.hasOwn(defs, id) && defs[id]?.includes(hashes[i] ?? ''));
}
