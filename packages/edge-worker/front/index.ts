import type { Bundle } from '@inkling/engine';
import { answerPage } from './answer-page.ts';
import { type HeldRules, holdRules } from './hold-rules.ts';

/** Bindings, as `wrangler.front.jsonc` declares them. */
export interface FrontEnv {
  readonly INKLING_SITE: string;
  /** Origin of the Inkling worker, without a slash at the end. */
  readonly INKLING_EDGE: string;
  /** Environment of the rules; `live` unless given. */
  readonly INKLING_ENV?: Bundle['env'];
  /** Public half of the site's root key, as in the tag's `data-key`. */
  readonly INKLING_KEY?: string;
  /** Origin of the site's pages, without a slash at the end; where the route leads unless given. */
  readonly ORIGIN?: string;
  /** The Inkling worker by name, where it is of the same account; its address serves otherwise. */
  readonly INKLING?: Fetcher;
}

const held = new WeakMap<FrontEnv, HeldRules>();

/** What this isolate holds of the rules belongs to one set of bindings. */
function rulesOf(env: FrontEnv): HeldRules {
  let rules = held.get(env);
  if (!rules) {
    rules = holdRules({
      url: `${env.INKLING_EDGE}/v1/sites/${env.INKLING_SITE}/`,
      site: env.INKLING_SITE,
      env: env.INKLING_ENV ?? 'live',
      root: env.INKLING_KEY,
      fetch: (url) => (env.INKLING ? env.INKLING.fetch(url) : fetch(url)),
      now: () => Date.now(),
    });
    held.set(env, rules);
  }
  return rules;
}

export default {
  fetch(request: Request, env: FrontEnv, ctx: ExecutionContext): Promise<Response> {
    const { pathname, search } = new URL(request.url);
    return answerPage(
      request,
      {
        fetch: (asked) =>
          fetch(env.ORIGIN ? new Request(env.ORIGIN + pathname + search, asked) : asked, {
            redirect: 'manual',
          }),
        rules: rulesOf(env),
        cache: caches.default,
        now: () => Date.now(),
        newMark: () => `ink${crypto.randomUUID().replaceAll('-', '')}`,
      },
      (work) => ctx.waitUntil(work),
    );
  },
};
