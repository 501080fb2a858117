import { HttpError } from './http-error.ts';

/**
 * Refuses a query that the route does not know: it could only poison a cache or hide a mistake.
 *
 * @throws {@link HttpError} 400 `bad-query`.
 */
export function checkQuery(request: Request, known: readonly string[] = []): URLSearchParams {
  const { searchParams } = new URL(request.url);
  for (const key of searchParams.keys()) {
    if (!known.includes(key) || searchParams.getAll(key).length > 1) {
      const list = known.length ? `only ${known.join(', ')}, once each` : 'no query';
      throw new HttpError(400, 'bad-query', `This route takes ${list}.`);
    }
  }
  return searchParams;
}
