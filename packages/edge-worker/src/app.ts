import { SITE_ID } from '@inkling/report';
import { Hono, type Context as HonoContext } from 'hono';
import { routePath } from 'hono/route';
import { unknownSite } from './auth/authorize.ts';
import { type AppParts, type Call, type Objects, openObjects } from './context.ts';
import type { Env } from './env.ts';
import { answerOnce } from './handlers/answer-once.ts';
import { getDashboard, getSdk } from './handlers/get-asset.ts';
import { serveHeld } from './handlers/get-published.ts';
import { answer } from './handlers/read-body.ts';
import { createOnce } from './handlers/sites.ts';
import { preflight, publicHeaders, safeHeaders } from './http/headers.ts';
import { HttpError, toProblem } from './http/http-error.ts';
import type { Route } from './routes/route.ts';
import { SITE_ROUTES } from './routes.ts';

type App = Hono<{ Bindings: Env }>;
type MakeCall = (c: HonoContext<{ Bindings: Env }>) => Call;

/** What a worker's entry exports. */
export interface Worker {
  fetch(request: Request, env: Env, ctx: ExecutionContext): Response | Promise<Response>;
}

/** The one request that nearly all are, as `https://HOST/v1/sites/SITE/rules.json`. */
const RULES_URL = /^https?:\/\/[^/]+\/v1\/sites\/([a-z0-9][a-z0-9-]{0,62})\/rules\.json$/;

/**
 * Makes the worker. What this isolate holds of a site's rules is answered at once; every other
 * request goes through the routes.
 */
export function createWorker(parts: AppParts): Worker {
  const objectsOf = createObjects(parts);
  const app = createApp(parts, objectsOf);
  return {
    fetch(request, env, ctx) {
      const site = request.method === 'GET' ? RULES_URL.exec(request.url)?.[1] : undefined;
      const held = site && serveHeld(request, objectsOf(env).cache.peek(site));
      return held || app.fetch(request, env, ctx);
    },
  };
}

/** Routes, errors and headers; handlers do the rest. */
function createApp(parts: AppParts, objectsOf: (env: Env) => Objects): App {
  const app: App = new Hono<{ Bindings: Env }>({ strict: true });
  const callOf = createCalls(parts, objectsOf);
  app.use(async (c, next) => {
    await next();
    safeHeaders(c.res.headers);
  });
  addSiteRoutes(app, callOf);
  app.post('/v1/sites', (c) => createOnce(callOf(c)));
  app.get('/v1/health', () => answer({ ok: true }));
  app.get('/v1/*', (c) => getSdk(callOf(c)));
  app.get('/dashboard/*', (c) => getDashboard(callOf(c)));
  app.notFound(() => toProblem(new HttpError(404, 'not-found', 'There is no such route.')));
  app.onError((error, c) => {
    const problem = asHttpError(error);
    if (problem.status >= 500) {
      parts.log({
        level: 'error',
        what: problem.code,
        route: routePath(c),
        status: problem.status,
        error: String(problem.cause),
      });
    }
    return toProblem(problem);
  });
  return app;
}

function addSiteRoutes(app: App, callOf: MakeCall): void {
  for (const route of SITE_ROUTES) {
    const { method, path, needs } = route;
    const full = `/v1/sites/:site${path}`;
    if (needs === 'open') {
      app.options(full, () => preflight(method));
      app.use(full, async (c, next) => {
        await next();
        if (c.req.method === method) publicHeaders(c.res.headers);
      });
    }
    app.on(method, full, (c) => {
      const call = callOf(c);
      if (!SITE_ID.test(call.site)) throw unknownSite();
      return mayRepeat(route) ? answerOnce(call, route) : route.handler(call);
    });
  }
  for (const path of new Set(SITE_ROUTES.map((route) => route.path))) {
    const own = SITE_ROUTES.filter((route) => route.path === path);
    const allow = own.map(({ method }) => method).join(', ');
    app.all(`/v1/sites/:site${path}`, () => {
      throw new HttpError(405, 'method-not-allowed', `This route takes ${allow}.`, {
        headers: { Allow: allow },
      });
    });
  }
}

/** Whether it changes something that an `Idempotency-Key` can keep from happening twice. */
function mayRepeat({ method, needs, repeats }: Route): boolean {
  return method !== 'GET' && needs !== 'open' && !repeats;
}

/** What an isolate remembers belongs to one set of bindings. */
function createObjects(parts: AppParts): (env: Env) => Objects {
  const held = new WeakMap<Env, Objects>();
  return (env) => {
    let objects = held.get(env);
    if (!objects) {
      objects = openObjects(env, parts.now);
      held.set(env, objects);
    }
    return objects;
  };
}

function createCalls(parts: AppParts, objectsOf: (env: Env) => Objects): MakeCall {
  return (c) => {
    const params = c.req.param() as Record<string, string>;
    return {
      ...{ parts, params },
      objects: objectsOf(c.env),
      request: c.req.raw,
      site: params.site ?? '',
      env: c.env,
      later: (work) => c.executionCtx.waitUntil(work),
    };
  };
}

function asHttpError(error: unknown): HttpError {
  if (error instanceof HttpError) return error;
  return new HttpError(500, 'internal', 'Something went wrong here.', { cause: error });
}
