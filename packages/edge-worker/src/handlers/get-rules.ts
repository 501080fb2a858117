import { type Context, findSite } from '../context.ts';
import { hasEtag } from '../http/has-etag.ts';
import { HttpError } from '../http/http-error.ts';

/**
 * `GET /v1/sites/:site/rules.json`: the bundle that the browser evaluates for itself.
 *
 * Reads no cookie and no address, so one cached answer serves every visitor.
 *
 * @returns 200 with the bundle, or 304 when the browser holds this version.
 * @throws {@link HttpError} 404 `unknown-site`, `no-rules`.
 */
export async function getRules(
  request: Request,
  { site }: { site: string },
  context: Context,
): Promise<Response> {
  const { rules } = await findSite(site, context);
  if (!rules) throw new HttpError(404, 'no-rules', 'This site has published no rules yet.');
  const etag = `"${rules.hash}"`;
  const headers = {
    'Cache-Control': 'public, max-age=30',
    'Content-Type': 'application/json',
    ETag: etag,
  };
  if (hasEtag(request, etag)) return new Response(null, { status: 304, headers });
  return new Response(rules.json, { headers });
}
