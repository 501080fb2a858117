import type { SiteCore } from './core.ts';
import type { Page, PageWish } from './page.ts';
import type { EnvName } from './setup.ts';
import {
  type Draft,
  openVersions,
  type RulesVersion,
  type VersionInfo,
  type Versions,
} from './versions.ts';

/** A draft to be saved. */
export interface NewDraft {
  /** The revision that it goes over; 0 for none. */
  readonly rev: number;
  readonly source: string;
  readonly author: string;
}

/** The rules of a site: versions and drafts of each environment. Without one named, the site's own. */
export class RulesService {
  readonly #core: SiteCore;
  readonly #versions: Versions;

  constructor(core: SiteCore) {
    this.#core = core;
    this.#versions = openVersions(core.sql);
  }

  versions(env: EnvName | null, page: PageWish): Page<VersionInfo> {
    const setup = this.#core.setup();
    return setup ? this.#versions.list(env ?? setup.env, page) : { rows: [], next: null };
  }

  version(env: EnvName | null, seq: number): RulesVersion | null {
    const setup = this.#core.setup();
    return setup && this.#versions.get(env ?? setup.env, seq);
  }

  /** The envelope around a payload of this hash; `null` for none. */
  blob(hash: string): string | null {
    const found = this.#core.sql.exec<{ envelope: string }>(
      `SELECT envelope FROM sides WHERE hash = ? UNION ALL
       SELECT envelope FROM versions WHERE hash = ?`,
      hash,
      hash,
    );
    return found.toArray()[0]?.envelope ?? null;
  }

  draft(env: EnvName | null): Draft | null {
    const setup = this.#core.setup();
    return setup && this.#versions.draft(env ?? setup.env);
  }

  /** Saves a draft; gives the other one back when `rev` is not what is held. */
  saveDraft(
    env: EnvName | null,
    { rev, source, author }: NewDraft,
  ): Promise<{ saved: number } | { other: Draft | null }> {
    return this.#core.alone(async () => {
      const name = env ?? this.#core.setup()?.env ?? 'live';
      const held = this.#versions.draft(name);
      if ((held?.rev ?? 0) !== rev) return { other: held };
      this.#versions.saveDraft(name, { rev: rev + 1, saved: Date.now(), author, source });
      await this.#core.note(author, 'draft.save', { env: name, rev: rev + 1 });
      return { saved: rev + 1 };
    });
  }
}
