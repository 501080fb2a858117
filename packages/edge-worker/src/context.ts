import type { Program } from '@inkling/engine';
import { type FindToken, unknownSite } from './auth/authorize.ts';
import type { Env } from './env.ts';
import type { SiteInfo, SiteObject } from './objects/site-object.ts';
import { callObject } from './storage/call-object.ts';
import { createShardPlans } from './storage/shard-plans.ts';
import { createSiteCache, type SiteCache } from './storage/site-cache.ts';

/** What the app is made from, so that tests can replace it. */
export interface AppParts {
  /** Ms since the epoch. */
  readonly now: () => number;
  /** Parses and compiles a rule file; throws `RuleError`s for what is wrong with it. */
  readonly compile: (rules: unknown) => Program;
  /** Takes one line of the structured log; it never holds an address, a body or a token. */
  readonly log: (entry: LogEntry) => void;
}

/** One thing that went wrong, or that an operator wants to know. */
export interface LogEntry {
  readonly level: 'info' | 'warn' | 'error';
  readonly what: string;
  /** The route's pattern, never the address asked for. */
  readonly route?: string;
  readonly status?: number;
  readonly error?: string;
}

/** What handlers may use for one request. */
export interface Context extends AppParts {
  readonly env: Env;
  readonly cache: SiteCache;
  readonly later: (work: Promise<unknown>) => void;
  readonly findToken: FindToken;
  /** Over how many objects a day's reports are spread. */
  readonly shards: (info: SiteInfo, day: string) => Promise<number>;
}

/** Binds the parts of an app to its bindings, once an isolate. */
export function createContexts(parts: AppParts): (env: Env, later: Context['later']) => Context {
  const held = new WeakMap<Env, Pick<Context, 'cache' | 'findToken' | 'shards'>>();
  return (env, later) => {
    let own = held.get(env);
    if (!own) {
      own = openObjects(env, parts.now);
      held.set(env, own);
    }
    return { ...parts, ...own, env, later };
  };
}

function openObjects(env: Env, now: () => number): Pick<Context, 'cache' | 'findToken' | 'shards'> {
  const ask = <T>(site: string, call: (object: DurableObjectStub<SiteObject>) => Promise<T>) =>
    callObject(() => env.SITE.getByName(site), call);
  const plans = createShardPlans((site, day) => ask(site, async (object) => object.shards(day)));
  return {
    cache: createSiteCache(
      (site) => ask(site, async (object) => (await object.info()) as SiteInfo | null),
      now,
    ),
    findToken: (site, id, hash) => ask(site, async (object) => await object.findToken(id, hash)),
    shards: ({ site, tenant }, day) => plans(site, tenant, day),
  };
}

/**
 * The site, from the cache.
 *
 * @throws HttpError 404 `unknown-site`.
 */
export async function findSite(site: string, context: Context): Promise<SiteInfo> {
  const info = await context.cache.get(site, context.later);
  if (!info) throw unknownSite();
  return info;
}
