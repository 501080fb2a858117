import { HttpError } from '../http/http-error.ts';
import { readSession } from './session.ts';
import { equalTexts, parseToken, type Scope, sha256Hex, siteTag } from './token.ts';

/** Looks a token up in the site's own object; `null` for unknown, expired and revoked. */
export type FindToken = (
  id: string,
  hash: string,
) => Promise<{ readonly scopes: readonly Scope[] } | null>;

/** Looks a dashboard's session up, likewise; finds the token behind it. */
export type FindSession = (id: string, hash: string) => Promise<Principal | null>;

/** Who is asking. */
export interface Principal {
  /** The token's id, for the audit log. */
  readonly id: string;
  readonly scopes: readonly Scope[];
}

/**
 * Checks the bearer token of a request, or for reading a dashboard's session, against a site and a
 * scope.
 *
 * A token made for another site is told the same as one asking for a site that does not exist.
 *
 * @throws {@link HttpError} 401 `unauthorized`; 404 `unknown-site`; 403 `forbidden`.
 */
export async function authorize(
  request: Request,
  {
    site,
    scope,
    find,
    findSession,
  }: { site: string; scope: Scope; find: FindToken; findSession: FindSession },
): Promise<Principal> {
  // A session only reads: nothing that a browser sends by itself can change anything.
  const session = request.method === 'GET' && scope === 'read' ? readSession(request, site) : null;
  if (session && bearer(request) === '') {
    const known = await findSession(session.id, await sha256Hex(session.secret));
    if (!known) throw unauthorized();
    return withScope(known, scope);
  }
  const parts = parseToken(bearer(request));
  if (!parts) throw unauthorized();
  if (parts.tag !== (await siteTag(site))) throw unknownSite();
  const known = await find(parts.id, await sha256Hex(parts.secret));
  if (!known) throw unauthorized();
  return withScope({ id: parts.id, scopes: known.scopes }, scope);
}

/** @throws {@link HttpError} 403 `forbidden`. */
function withScope(principal: Principal, scope: Scope): Principal {
  if (principal.scopes.includes(scope) || principal.scopes.includes('admin')) return principal;
  throw new HttpError(403, 'forbidden', `This token lacks the scope ${scope}.`);
}

/**
 * Checks the token that may create sites.
 *
 * @throws {@link HttpError} 401 `unauthorized`, also where no such token is set.
 */
export async function authorizeBootstrap(request: Request, token = ''): Promise<void> {
  const given = bearer(request);
  if (token.length < 32 || !(await equalTexts(given, token))) throw unauthorized();
}

/** The token in the `Authorization` header; `''` for none. A query never counts. */
function bearer(request: Request): string {
  const header = request.headers.get('Authorization') ?? '';
  return /^Bearer ([\x21-\x7e]{1,256})$/.exec(header)?.[1] ?? '';
}

function unauthorized(): HttpError {
  return new HttpError(401, 'unauthorized', 'Send a valid bearer token.', {
    headers: { 'WWW-Authenticate': 'Bearer' },
  });
}

/** One answer for what is absent and for what is somebody else's. */
export function unknownSite(): HttpError {
  return new HttpError(404, 'unknown-site', 'There is no such site.');
}
