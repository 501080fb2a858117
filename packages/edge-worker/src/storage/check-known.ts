import type { ReportRow } from '@inkling/report';
import { HttpError } from '../http/http-error.ts';
import type { Known } from '../site/versions.ts';

/**
 * Refuses rows about what this site has not published: nobody can make up cells.
 *
 * @throws {@link HttpError} 422 `unknown-segment`, `unknown-conversion`.
 */
export function checkKnown(rows: readonly ReportRow[], known: Known): void {
  for (const [i, { subject, def, metric, bucket }] of rows.entries()) {
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
    if (
      (metric === 'conversions' || metric === 'revenue') &&
      !known.conversions.includes(bucket ?? '')
    ) {
      throw new HttpError(422, 'unknown-conversion', 'No published rules name this conversion.', {
        path: `rows[${i}].bucket`,
      });
    }
  }
}
