import { makeToken, type Scope } from '../auth/token.ts';
import type { SiteCore } from './core.ts';
import type { Page, PageWish } from './page.ts';
import { LIVE_PER_LABEL, openTokens, type TokenInfo, type Tokens } from './tokens.ts';

/** A token to be made. */
export interface NewToken {
  readonly label: string;
  readonly scopes: readonly Scope[];
  /** Ms since the epoch; `null`: never. */
  readonly expires: number | null;
}

/** Who may do what on a site. */
export class TokenService {
  readonly #core: SiteCore;
  readonly #tokens: Tokens;

  constructor(core: SiteCore) {
    this.#core = core;
    this.#tokens = openTokens(core.sql);
  }

  /** What a token may do; `null` when it is not a live one of this site's. */
  async find(id: string, hash: string): Promise<{ scopes: readonly Scope[] } | null> {
    if (!this.#core.setup()) return null;
    return this.#tokens.find(id, hash, Date.now());
  }

  /** Makes a token; `'full'` when its label bears two live ones; `null` without a site. */
  add(token: NewToken, actor: string): Promise<{ id: string; token: string } | 'full' | null> {
    return this.#core.alone(async () => {
      if (!this.#core.setup()) return null;
      if (this.#tokens.live(token.label, Date.now()) >= LIVE_PER_LABEL) return 'full';
      return addToken(this.#core, token, actor);
    });
  }

  list(page: PageWish): Page<TokenInfo> {
    return this.#tokens.list(page);
  }

  /** Revokes a token, at once; false when there is nothing to revoke. */
  revoke(id: string, actor: string): Promise<boolean> {
    return this.#core.alone(async () => {
      const done = this.#tokens.revoke(id, Date.now());
      if (done) await this.#core.note(actor, 'token.revoke', { id });
      return done;
    });
  }
}

/** Makes a token; only inside `alone`. */
export async function addToken(
  core: SiteCore,
  { label, scopes, expires }: NewToken,
  actor: string,
): Promise<{ id: string; token: string }> {
  const site = core.setup()?.site ?? '';
  const { token, id, hash } = await makeToken(site, (b) => crypto.getRandomValues(b));
  openTokens(core.sql).add({ id, hash, label, scopes, expires, created: Date.now() });
  await core.note(actor, 'token.add', { id, label, scopes });
  return { id, token };
}
