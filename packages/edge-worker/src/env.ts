import type { SiteObject } from './objects/site-object.ts';
import type { TallyObject } from './objects/tally-object.ts';

/** Bindings, as `wrangler.jsonc` declares them. */
export interface Env {
  readonly SITE: DurableObjectNamespace<SiteObject>;
  readonly TALLY: DurableObjectNamespace<TallyObject>;
  /** Built files; absent where only the API runs. */
  readonly ASSETS?: Fetcher;
  /** Copies of signed rules, by their hash; absent where nobody needs them. */
  readonly BLOBS?: KVNamespace;
  /** Slows a source that sends too many reports; absent where nobody needs it. */
  readonly REPORT_LIMIT?: RateLimit;
  /** Lets its holder create sites; without it (or shorter than 32 characters) nobody can. */
  readonly INKLING_BOOTSTRAP_TOKEN?: string;
}
