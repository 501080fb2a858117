import type { Bundle } from '@inkling/engine';
import type { SiteCore } from './core.ts';
import { issueVersion, type Publication, VERSION_MS } from './issue-version.ts';
import type { Page, PageWish } from './page.ts';
import { openProposals, type Proposal, type ProposalInfo } from './proposals.ts';
import {
  abortRollout,
  completeRollout,
  type RolloutInfo,
  readRollout,
  spreadRollout,
  startRollout,
} from './rollout.ts';
import { type EnvName, type SiteSetup, writeSetup } from './setup.ts';
import { endShadow, readShadow, type ShadowInfo, startShadow } from './shadow.ts';
import { openTokens } from './tokens.ts';
import { openVersions, toInfo, type VersionInfo } from './versions.ts';

/** Rules to be published. */
export interface Submission extends Publication {
  /** `null` for the site's own. */
  readonly env: EnvName | null;
  /** Browsers that shall have them, in percent, 1 to 100. */
  readonly percent: number;
}

/** What became of it. */
export type Submitted =
  | { readonly version: VersionInfo }
  /** It waits for a second person under this number. */
  | { readonly proposal: number }
  | { readonly refused: 'rollout-running' | 'nothing-out' };

/** What became of an approval. */
export type Approved = Submitted | { readonly refused: 'no-proposal' | 'same-person' };

/** How rules reach browsers, and how they are taken back. */
export class PublishService {
  readonly #core: SiteCore;

  constructor(core: SiteCore) {
    this.#core = core;
  }

  /** Publishes, to all or to a part; or lets it wait, where a second person must approve. */
  submit(what: Submission): Promise<Submitted | null> {
    return this.#inSite(what.env, async (setup, env) => {
      if (!setup.approval) return this.#carryOut(setup, env, what);
      const { author, percent, note, source } = what;
      const proposal = { env, t: Date.now(), author, percent, note, source };
      const n = openProposals(this.#core.sql).add(proposal);
      await this.#core.note(author, 'proposal.add', { n, env, percent });
      return { proposal: n };
    });
  }

  /** Publishes a proposal by the word of somebody else than who made it. */
  approve(
    n: number,
    compiled: Pick<Publication, 'program' | 'review'>,
    approver: string,
  ): Promise<Approved | null> {
    const proposals = openProposals(this.#core.sql);
    return this.#inSite(null, async (setup) => {
      const proposal = proposals.get(n);
      if (!proposal || proposal.decided !== null) return { refused: 'no-proposal' };
      if (this.#person(approver) === this.#person(proposal.author)) {
        return { refused: 'same-person' };
      }
      const done = await this.#carryOut(setup, proposal.env, { ...proposal, ...compiled });
      if ('refused' in done) return done;
      proposals.decide(n, { decider: approver, approved: true, now: Date.now() });
      await this.#core.note(approver, 'proposal.approve', { n });
      return done;
    });
  }

  /** Takes a proposal off the list; false when none waits under this number. */
  async reject(n: number, decider: string): Promise<boolean> {
    const proposals = openProposals(this.#core.sql);
    const done = await this.#inSite(null, async () => {
      if (proposals.get(n)?.decided !== null) return false;
      proposals.decide(n, { decider, approved: false, now: Date.now() });
      await this.#core.note(decider, 'proposal.reject', { n });
      return true;
    });
    return done ?? false;
  }

  proposal(n: number): Proposal | null {
    return openProposals(this.#core.sql).get(n);
  }

  proposals(page: PageWish): Page<ProposalInfo> {
    return openProposals(this.#core.sql).list(page);
  }

  /** Publishes the rules of an older version under a new number, at once and to all. */
  rollBack(env: EnvName | null, to: number, author: string): Promise<VersionInfo | null> {
    const versions = openVersions(this.#core.sql);
    return this.#inSite(env, async ({ site }, name) => {
      const old = versions.get(name, to);
      if (!old) return null;
      const { program } = JSON.parse(old.bundle) as Bundle;
      const { source, review } = old;
      const what = { program, source, review, author, note: `Back to ${to}.` };
      const where = { site, env: name };
      const action = 'rules.roll-back';
      return toInfo(await issueVersion(this.#core, where, { ...what, action }));
    });
  }

  /** What is being rolled out; `null` when nothing is. */
  rollout(env: EnvName | null): RolloutInfo | null {
    const setup = this.#core.setup();
    return setup && readRollout(this.#core, env ?? setup.env);
  }

  /** Gives a roll-out another share of browsers; 100 ends it with everybody. `null` for none. */
  spread(env: EnvName | null, percent: number, author: string): Promise<VersionInfo | null> {
    return this.#inSite(env, async ({ site }, name) => {
      const where = { site, env: name };
      const version =
        percent === 100
          ? await completeRollout(this.#core, where, author)
          : await spreadRollout(this.#core, where, { percent, author });
      return version && toInfo(version);
    });
  }

  /** Takes what is rolled out back from everybody; `null` when nothing is. */
  abort(env: EnvName | null, author: string): Promise<VersionInfo | null> {
    return this.#inSite(env, async ({ site }, name) => {
      const version = await abortRollout(this.#core, { site, env: name }, author);
      return version && toInfo(version);
    });
  }

  /** Evaluates rules in silence beside what is out; `null` when nothing is. */
  startShadow(env: EnvName | null, what: Publication): Promise<VersionInfo | null> {
    return this.#inSite(env, async ({ site }, name) => {
      const version = await startShadow(this.#core, { site, env: name }, what);
      return version && toInfo(version);
    });
  }

  /** Ends that; `null` when there is none. */
  endShadow(env: EnvName | null, author: string): Promise<VersionInfo | null> {
    return this.#inSite(env, async ({ site }, name) => {
      const version = await endShadow(this.#core, { site, env: name }, author);
      return version && toInfo(version);
    });
  }

  /** What is evaluated in silence; `null` for nothing. */
  shadow(env: EnvName | null): ShadowInfo | null {
    const setup = this.#core.setup();
    return setup && readShadow(this.#core, env ?? setup.env);
  }

  /** Whether what one person publishes needs another's word. */
  setApproval(approval: boolean, actor: string): Promise<true | null> {
    return this.#inSite(null, async (setup) => {
      writeSetup(this.#core.sql, { ...setup, approval });
      await this.#core.note(actor, 'site.settings', { approval });
      return true as const;
    });
  }

  /** A change of the site, one after the other; `null` without a site. */
  #inSite<T>(
    env: EnvName | null,
    change: (setup: SiteSetup, env: EnvName) => Promise<T>,
  ): Promise<T | null> {
    return this.#core.alone(async () => {
      const setup = this.#core.setup();
      return setup && change(setup, env ?? setup.env);
    });
  }

  async #carryOut(
    { site }: SiteSetup,
    env: EnvName,
    { program, source, author, note, review, percent }: Omit<Submission, 'env'>,
  ): Promise<Submitted> {
    if (readRollout(this.#core, env)) return { refused: 'rollout-running' };
    const what = { program, source, author, note, review };
    const where = { site, env };
    if (percent < 100) {
      const version = await startRollout(this.#core, where, { ...what, percent });
      return version ? { version: toInfo(version) } : { refused: 'nothing-out' };
    }
    const latest = openVersions(this.#core.sql).latest(env);
    const used = Date.now() - (latest?.issued ?? 0);
    // The same file again is the same version, unless that one is half used up.
    if (latest?.source === source && used < VERSION_MS / 2) return { version: toInfo(latest) };
    const action = 'rules.publish';
    return { version: toInfo(await issueVersion(this.#core, where, { ...what, action })) };
  }

  /** Two live tokens that bear one label are one person's, who moves from one to the other. */
  #person(id: string): string {
    return openTokens(this.#core.sql).label(id) ?? id;
  }
}
