import { toBase64Url } from '../auth/token.ts';
import { fromBase64Url } from '../signing/keys.ts';
import type { PageWish } from '../site/page.ts';
import { HttpError } from './http-error.ts';

/** What a list's query may hold. */
export const PAGE_QUERY = ['limit', 'cursor'] as const;

/** Rows of a page when nobody says how many, and at most. */
const MOST = 100;

/**
 * Reads which page is wanted.
 *
 * @throws {@link HttpError} 400 `bad-query`.
 */
export function readPage(query: URLSearchParams): PageWish {
  const limit = Number(query.get('limit') ?? MOST);
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST) {
    throw new HttpError(400, 'bad-query', `limit is a whole number from 1 to ${MOST}.`);
  }
  const cursor = query.get('cursor');
  if (cursor === null) return { after: null, limit };
  const key = new TextDecoder().decode(fromBase64Url(cursor) ?? new Uint8Array());
  if (!/^\d{1,15}$/.test(key)) {
    throw new HttpError(400, 'bad-query', 'cursor is the "next" of an earlier page.');
  }
  return { after: Number(key), limit };
}

/** The `next` of a page: opaque text for the query `cursor`; `null` at the end. */
export function toCursor(next: number | null): string | null {
  return next === null ? null : toBase64Url(new TextEncoder().encode(String(next)));
}
