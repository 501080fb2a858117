import { isDayName } from '@inkling/report';
import { HttpError } from '../http/http-error.ts';

/** Longest range, in days. */
const MOST_DAYS = 400;

/**
 * The days `from` and `to` of a query, both included.
 *
 * @throws {@link HttpError} 400 `bad-query`.
 */
export function readRange(query: URLSearchParams): { from: string; to: string } {
  const from = query.get('from') ?? '';
  const to = query.get('to') ?? '';
  const days = (Date.parse(to) - Date.parse(from)) / 86_400_000;
  if (!isDayName(from) || !isDayName(to) || days < 0 || days >= MOST_DAYS) {
    throw new HttpError(
      400,
      'bad-query',
      `Give from and to as YYYY-MM-DD, in order, ${MOST_DAYS} days at most.`,
    );
  }
  return { from, to };
}
