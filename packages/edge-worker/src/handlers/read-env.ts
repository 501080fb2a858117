import type { Call } from '../context.ts';
import { checkQuery } from '../http/check-query.ts';
import { HttpError } from '../http/http-error.ts';
import type { EnvName } from '../site/setup.ts';

/**
 * The environment that the query names; `null` for the site's own.
 *
 * @param others - What else the query may hold.
 * @throws {@link HttpError} 400 `bad-query`.
 */
export function readEnv({ request }: Call, others: readonly string[] = []): EnvName | null {
  const env = checkQuery(request, ['env', ...others]).get('env');
  if (env === null || env === 'live' || env === 'staging' || env === 'development') return env;
  throw new HttpError(400, 'bad-query', 'env is live, staging or development.');
}
