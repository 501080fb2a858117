import { DurableObject } from 'cloudflare:workers';
import type { Bundle, Program } from '@inkling/engine';
import { equalTexts, makeToken, type Scope, toBase64Url, toHex } from '../auth/token.ts';
import type { Env } from '../env.ts';
import { type Known, openSiteStore, type SiteStore } from '../storage/site-store.ts';

/** What the front needs of a site, at most half a minute old. */
export interface SiteInfo {
  readonly site: string;
  readonly tenant: string;
  readonly env: Bundle['env'];
  /** Least number of browsers that a shown cell must hold. */
  readonly k: number;
  /** `null` until rules are published. */
  readonly rules: {
    readonly seq: number;
    readonly json: string;
    readonly hash: string;
    readonly known: Known;
  } | null;
}

/** How long a bundle may be used after it was issued, unless another replaces it. */
const EXPIRES_MS = 30 * 86_400_000;

/** The truth about one site. */
export class SiteObject extends DurableObject<Env> {
  readonly #store: SiteStore;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#store = openSiteStore(ctx.storage);
  }

  /** Creates the site; `null` when it is there already. */
  create(site: string, env: Bundle['env']): { tenant: string } | null {
    if (this.#store.setup()) return null;
    const tenant = toHex(crypto.getRandomValues(new Uint8Array(16)));
    this.#store.create({ site, tenant, env, created: Date.now() });
    return { tenant };
  }

  /** Makes a token, whose text is known to nobody afterwards; `null` when there is no site. */
  async addToken(scopes: readonly Scope[]): Promise<string | null> {
    const setup = this.#store.setup();
    if (!setup) return null;
    const { token, id, hash } = await makeToken(setup.site, (b) => crypto.getRandomValues(b));
    this.#store.addToken({ id, hash, scopes }, Date.now());
    return token;
  }

  /** What a token may do; `null` when it is not one of this site's. */
  async findToken(id: string, hash: string): Promise<{ scopes: readonly Scope[] } | null> {
    const token = this.#store.findToken(id);
    // An unknown id takes as long as a wrong secret.
    const right = await equalTexts(token?.hash ?? '', hash);
    return token && right ? { scopes: token.scopes } : null;
  }

  /** `null` when there is no such site. */
  info(): SiteInfo | null {
    const setup = this.#store.setup();
    if (!setup) return null;
    const { site, tenant, env } = setup;
    const latest = this.#store.latest();
    const known = this.#store.known(Date.now());
    return {
      site,
      tenant,
      env,
      k: env === 'development' ? 1 : 50,
      rules:
        latest && known ? { seq: latest.seq, json: latest.bundle, hash: latest.hash, known } : null,
    };
  }

  /** Publishes a compiled program; returns its sequence number. */
  publish(program: Program, source: string, author: string): Promise<number | null> {
    // Two at once would take the same number while the first one is being hashed.
    return this.ctx.blockConcurrencyWhile(() => this.#publish(program, source, author));
  }

  async #publish(program: Program, source: string, author: string): Promise<number | null> {
    const setup = this.#store.setup();
    if (!setup) return null;
    const latest = this.#store.latest();
    const issued = Date.now();
    // The same file again is the same version, unless that one is half used up.
    if (latest?.source === source && issued < latest.issued + EXPIRES_MS / 2) return latest.seq;
    const seq = (latest?.seq ?? 0) + 1;
    const { site, env } = setup;
    const bundle: Bundle = {
      format: 1,
      site,
      env,
      seq,
      issued,
      expires: issued + EXPIRES_MS,
      program,
    };
    const json = JSON.stringify(bundle);
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(json));
    const hash = toBase64Url(new Uint8Array(digest));
    this.#store.publish({ seq, issued, author, source, bundle: json, hash });
    return seq;
  }

  /** Over how many objects a day's reports are spread; fixed the first time anyone asks. */
  shards(day: string): number {
    return this.#store.shards(day, () => 1);
  }

  /** The days of the range that reports came for, with their shards. */
  days(from: string, to: string): { readonly day: string; readonly shards: number }[] {
    return this.#store.days(from, to);
  }
}
