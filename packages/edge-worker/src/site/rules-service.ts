import type { Bundle } from '@inkling/engine';
import type { SiteCore } from './core.ts';
import { issueVersion, type Publication, toInfo, VERSION_MS } from './issue-version.ts';
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

  /** Publishes; returns the version, an older one when the file is the one that is published. */
  publish(publication: Publication): Promise<VersionInfo | null> {
    return this.#core.alone(async () => {
      const setup = this.#core.setup();
      if (!setup) return null;
      const latest = this.#versions.latest(publication.env ?? setup.env);
      const used = Date.now() - (latest?.issued ?? 0);
      // The same file again is the same version, unless that one is half used up.
      if (latest?.source === publication.source && used < VERSION_MS / 2) return toInfo(latest);
      return issueVersion(this.#core, setup, { ...publication, action: 'rules.publish' });
    });
  }

  /** Publishes the rules of an older version under a new number; `null` when there is none such. */
  rollBack(env: EnvName | null, to: number, author: string): Promise<VersionInfo | null> {
    return this.#core.alone(async () => {
      const setup = this.#core.setup();
      const old = setup && this.#versions.get(env ?? setup.env, to);
      if (!old) return null;
      const { program } = JSON.parse(old.bundle) as Bundle;
      const what = { env: old.env, program, source: old.source, author, note: `Back to ${to}.` };
      return issueVersion(this.#core, setup, { ...what, action: 'rules.roll-back' });
    });
  }

  versions(env: EnvName | null, most: number): VersionInfo[] {
    const setup = this.#core.setup();
    return setup ? this.#versions.list(env ?? setup.env, most) : [];
  }

  version(env: EnvName | null, seq: number): RulesVersion | null {
    const setup = this.#core.setup();
    return setup && this.#versions.get(env ?? setup.env, seq);
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
