import type { ReportRow } from '@inkling/report';
import { HttpError } from '../http/http-error.ts';
import type { Known } from '../site/versions.ts';

/**
 * Refuses rows about what this site has not published: nobody can make up cells.
 *
 * @throws {@link HttpError} 422 `unknown-segment`, `unknown-conversion`, `unknown-arm`.
 */
export function checkKnown(rows: readonly ReportRow[], known: Known): void {
  for (const [i, { subject, def, metric, bucket = '', arm }] of rows.entries()) {
    if (subject !== '*') {
      const defs = def.split('&');
      for (const [j, id] of subject.split('&').entries()) {
        const own = Object.hasOwn(known.defs, id) ? known.defs[id] : undefined;
        if (!own?.includes(defs[j] ?? '')) {
          throw new HttpError(
            422,
            'unknown-segment',
            'No published rules define this segment so.',
            {
              path: `rows[${i}].subject`,
            },
          );
        }
      }
    }
    if (arm !== undefined && !known.arms.includes(arm)) {
      throw new HttpError(422, 'unknown-arm', 'No published rules have this arm.', {
        path: `rows[${i}].arm`,
      });
    }
    if (
      ((metric === 'conversions' || metric === 'revenue') && !known.conversions.includes(bucket)) ||
      (metric === 'level' && !known.outcomes.includes(bucket.slice(0, bucket.indexOf(':'))))
    ) {
      throw new HttpError(422, 'unknown-conversion', 'No published rules name this conversion.', {
        path: `rows[${i}].bucket`,
      });
    }
  }
}
