import { SITE_ID } from '@inkling/report';
import * as v from 'valibot';
import { authorizeBootstrap } from '../auth/authorize.ts';
import type { Context } from '../context.ts';
import { checkQuery } from '../http/check-query.ts';
import { HttpError } from '../http/http-error.ts';
import { parseJson, readText } from '../http/read-text.ts';
import { callObject } from '../storage/call-object.ts';

const Body = v.strictObject({
  site: v.pipe(v.string(), v.regex(SITE_ID)),
  env: v.optional(v.picklist(['live', 'staging', 'development']), 'live'),
});

/**
 * `POST /v1/sites` with `{"site", "env"?}`: creates a site. Needs the bootstrap token.
 *
 * @returns 201 `{"site", "env", "token"}`; the token has every scope and is never shown again.
 * @throws {@link HttpError} 400 `bad-body`; 401; 409 `conflict` when the site exists.
 */
export async function postSite(request: Request, context: Context): Promise<Response> {
  checkQuery(request);
  await authorizeBootstrap(request, context.env.INKLING_BOOTSTRAP_TOKEN);
  const body = v.safeParse(Body, parseJson(await readText(request, 4096)));
  if (!body.success) {
    const issue = body.issues[0];
    throw new HttpError(400, 'bad-body', issue.message, { path: v.getDotPath(issue) ?? '' });
  }
  const { site, env } = body.output;
  const stub = context.env.SITE.getByName(site);
  const token = await callObject(
    () => stub,
    async (object) => ((await object.create(site, env)) ? await object.addToken(['admin']) : null),
  );
  if (!token) throw new HttpError(409, 'conflict', 'This site exists already.');
  context.cache.forget(site);
  return Response.json(
    { site, env, token },
    { status: 201, headers: { 'Cache-Control': 'no-store', Location: `/v1/sites/${site}` } },
  );
}

/**
 * `POST /v1/sites/:site/tokens` with the bootstrap token: a new token with every scope, for an
 * operator who has lost the first.
 *
 * @returns 201 `{"token"}`.
 * @throws {@link HttpError} 401; 404 `unknown-site`.
 */
export async function postToken(
  request: Request,
  { site }: { site: string },
  context: Context,
): Promise<Response> {
  checkQuery(request);
  await authorizeBootstrap(request, context.env.INKLING_BOOTSTRAP_TOKEN);
  const token = await callObject(
    () => context.env.SITE.getByName(site),
    async (object) => await object.addToken(['admin']),
  );
  if (!token) throw new HttpError(404, 'unknown-site', 'There is no such site.');
  return Response.json({ token }, { status: 201, headers: { 'Cache-Control': 'no-store' } });
}
