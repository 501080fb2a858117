import type { Program } from '@inkling/engine';
import { authorize, type Principal, unknownSite } from './auth/authorize.ts';
import type { Scope } from './auth/token.ts';
import type { Env } from './env.ts';
import { HttpError } from './http/http-error.ts';
import type { SiteObject } from './objects/site-object.ts';
import type { AnswerOf, ArgsOf, Services } from './site/services.ts';
import type { SiteInfo } from './site/site-info.ts';
import { type BlobCache, createBlobCache } from './storage/blob-cache.ts';
import { callObject } from './storage/call-object.ts';
import { createShardPlans } from './storage/shard-plans.ts';
import { createSiteCache, type SiteCache } from './storage/site-cache.ts';

/** One thing that went wrong, or that an operator wants to know. */
export interface LogEntry {
  readonly level: 'info' | 'warn' | 'error';
  readonly what: string;
  /** The route's pattern, never the address asked for. */
  readonly route?: string;
  readonly status?: number;
  readonly error?: string;
}

/** What the app is made from, so that tests can replace it. */
export interface AppParts {
  /** Ms since the epoch. */
  readonly now: () => number;
  /** Parses and compiles a rule file; throws `RuleError`s for what is wrong with it. */
  readonly compile: (rules: unknown, now: number) => Program;
  /** Takes one line of the structured log; it never holds an address, a body or a token. */
  readonly log: (entry: LogEntry) => void;
}

/** A request on its way through a handler. */
export interface Call {
  readonly request: Request;
  /** The route's parameters; `site` has been checked to be a site's id, if the route has one. */
  readonly params: Readonly<Record<string, string>>;
  readonly site: string;
  readonly parts: AppParts;
  readonly env: Env;
  readonly objects: Objects;
  readonly later: (work: Promise<unknown>) => void;
}

/** A stub of a site's object. */
export type SiteStub = DurableObjectStub<SiteObject>;

type CallService = <S extends keyof Services, M extends keyof Services[S] & string>(
  site: string,
  service: S,
  method: M,
  ...args: ArgsOf<S, M>
) => Promise<AnswerOf<S, M>>;

/** The objects behind the worker, and what this isolate remembers of them. */
export interface Objects {
  readonly cache: SiteCache;
  readonly blobs: BlobCache;
  /** Asks a site's object; safe for what may happen twice. */
  readonly ask: <T>(site: string, call: (object: SiteStub) => Promise<T>) => Promise<T>;
  /** Asks a service of a site's object; likewise. */
  readonly call: CallService;
  /** Asks a service once: for what a second try would find done by the first. */
  readonly callOnce: CallService;
  /** Over how many objects a day's reports are spread; `null` when the site is gone. */
  readonly shards: (info: SiteInfo, day: string) => Promise<number | null>;
}

/** Reaches the objects of one set of bindings. */
export function openObjects(env: Env, now: () => number): Objects {
  const ask: Objects['ask'] = (site, call) => callObject(() => env.SITE.getByName(site), call);
  const plans = createShardPlans((site, tenant, day) =>
    ask(site, async (object) => await object.shards(tenant, day)),
  );
  const call: CallService = (site, service, method, ...args) =>
    ask(site, (object) => object.call(service, method, args) as Promise<never>);
  return {
    ...{ ask, call },
    blobs: createBlobCache(env.BLOBS, (site, hash) => call(site, 'rules', 'blob', hash)),
    callOnce: (site, service, method, ...args) =>
      env.SITE.getByName(site).call(service, method, args) as Promise<never>,
    cache: createSiteCache(
      (site) => ask(site, async (object) => (await object.info()) as SiteInfo | 'gone' | null),
      now,
    ),
    shards: ({ site, tenant }, day) => plans(site, tenant, day),
  };
}

/**
 * The site, from the cache.
 *
 * @throws {@link HttpError} 404 `unknown-site`; 410 `gone`.
 */
export async function findSite({ site, objects, later }: Call): Promise<SiteInfo> {
  const info = await objects.cache.get(site, later);
  if (info === 'gone') throw goneSite();
  if (!info) throw unknownSite();
  return info;
}

/** The error for a site that was deleted. */
export function goneSite(): HttpError {
  return new HttpError(410, 'gone', 'This site was deleted.');
}

/** Checks the request's token for a scope; see {@link authorize}. */
export function allow({ request, site, objects }: Call, scope: Scope): Promise<Principal> {
  const find = (id: string, hash: string) => objects.call(site, 'tokens', 'find', id, hash);
  const findSession = (id: string, hash: string) =>
    objects.call(site, 'sessions', 'find', id, hash);
  return authorize(request, { site, scope, find, findSession });
}
