import { SITE_ID } from '@inkling/report';
import { Hono } from 'hono';
import { routePath } from 'hono/route';
import { unknownSite } from './auth/authorize.ts';
import { type AppParts, type Context, createContexts } from './context.ts';
import type { Env } from './env.ts';
import { getDashboard, getSdk } from './handlers/get-asset.ts';
import { getMetrics } from './handlers/get-metrics.ts';
import { getRules } from './handlers/get-rules.ts';
import { postReport } from './handlers/post-report.ts';
import { postSite, postToken } from './handlers/post-site.ts';
import { putRules } from './handlers/put-rules.ts';
import { preflight, publicHeaders, safeHeaders } from './http/headers.ts';
import { HttpError, toProblem } from './http/http-error.ts';

type SiteHandler = (
  request: Request,
  params: { site: string },
  context: Context,
) => Promise<Response>;

/** A route: method, path, who may read the answer from another origin, and what answers. */
interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  /** Open to pages of any origin, without credentials. */
  readonly open?: true;
  readonly handler: SiteHandler;
}

/** Every route below a site. Tests of authorisation walk this table. */
export const SITE_ROUTES: readonly Route[] = [
  { method: 'GET', path: '/v1/sites/:site/rules.json', open: true, handler: getRules },
  { method: 'POST', path: '/v1/sites/:site/reports', open: true, handler: postReport },
  { method: 'GET', path: '/v1/sites/:site/metrics', handler: getMetrics },
  { method: 'PUT', path: '/v1/sites/:site/rules', handler: putRules },
  { method: 'POST', path: '/v1/sites/:site/tokens', handler: postToken },
];

/** Makes the worker's app: routes, errors and headers; handlers do the rest. */
export function createApp(parts: AppParts): Hono<{ Bindings: Env }> {
  const app = new Hono<{ Bindings: Env }>({ strict: true });
  const contextOf = createContexts(parts);

  app.use(async (c, next) => {
    await next();
    safeHeaders(c.res.headers);
  });
  for (const { method, path, open, handler } of SITE_ROUTES) {
    if (open) {
      app.options(path, () => preflight(method));
      app.use(path, async (c, next) => {
        await next();
        if (c.req.method === method) publicHeaders(c.res.headers);
      });
    }
    app.on(method, path, async (c) => {
      const site = c.req.param('site') ?? '';
      if (!SITE_ID.test(site)) throw unknownSite();
      const context = contextOf(c.env, (work) => c.executionCtx.waitUntil(work));
      return handler(c.req.raw, { site }, context);
    });
  }
  for (const path of new Set(SITE_ROUTES.map((route) => route.path))) {
    const allow = SITE_ROUTES.filter((route) => route.path === path).map(({ method }) => method);
    app.all(path, () => {
      throw new HttpError(405, 'method-not-allowed', `This route takes ${allow.join(', ')}.`, {
        headers: { Allow: allow.join(', ') },
      });
    });
  }
  app.post('/v1/sites', (c) =>
    postSite(
      c.req.raw,
      contextOf(c.env, () => {}),
    ),
  );
  app.get('/v1/:file{[a-z0-9.-]+\\.(?:js|mjs|map|json)}', (c) =>
    getSdk(
      c.req.raw,
      contextOf(c.env, () => {}),
    ),
  );
  app.get('/dashboard/*', (c) =>
    getDashboard(
      c.req.raw,
      contextOf(c.env, () => {}),
    ),
  );
  app.notFound(() => toProblem(new HttpError(404, 'not-found', 'There is no such route.')));
  app.onError((error, c) => {
    const answer = asHttpError(error);
    if (answer.status >= 500) {
      parts.log({
        level: 'error',
        what: answer.code,
        route: routePath(c),
        status: answer.status,
        error: String(error instanceof HttpError ? error.cause : error),
      });
    }
    return toProblem(answer);
  });
  return app;
}

function asHttpError(error: unknown): HttpError {
  if (error instanceof HttpError) return error;
  return new HttpError(500, 'internal', 'Something went wrong here.');
}
