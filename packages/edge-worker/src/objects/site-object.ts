import { DurableObject } from 'cloudflare:workers';
import type { Bundle, Program } from '@inkling/engine';
import type { Envelope, KeyList, KillWord } from '@inkling/engine/trust';
import { makeToken, type Scope, toBase64Url, toHex } from '../auth/token.ts';
import type { Env } from '../env.ts';
import type { Release } from '../metrics/publish-day.ts';
import {
  type AuditEntry,
  findBreak,
  lastEntry,
  nextEntry,
  readAudit,
  writeEntry,
} from '../site/audit.ts';
import { type Cube, type CubePart, type DayPlan, openCube } from '../site/cube.ts';
import { type ExportLine, endImport, exportLines, importLine, isFresh } from '../site/export.ts';
import { makePopulation } from '../site/population.ts';
import { openReleases } from '../site/releases.ts';
import {
  type EnvName,
  readFact,
  readSetup,
  type SiteSetup,
  writeFact,
  writeSetup,
} from '../site/setup.ts';
import { createRoot, openSigner, type Signer } from '../site/signer.ts';
import { SITE_SCHEMA } from '../site/site-schema.ts';
import { LIVE_PER_LABEL, openTokens, type TokenInfo, type Tokens } from '../site/tokens.ts';
import {
  type Draft,
  type Known,
  openVersions,
  type RulesVersion,
  type VersionInfo,
  type Versions,
} from '../site/versions.ts';
import { migrate } from '../storage/migrate.ts';
import { type TallyKey, tallyName } from '../tally/tally-name.ts';
import type { TallyContent } from './tally-object.ts';

/** One environment's rules, as they are served. */
export interface ServedRules {
  readonly seq: number;
  /** The bundle's exact bytes, as text. */
  readonly json: string;
  /** The signed envelope around them. */
  readonly envelope: string;
  readonly hash: string;
}

/** What the front needs of a site, at most half a minute old. */
export interface SiteInfo {
  readonly site: string;
  readonly tenant: string;
  readonly env: EnvName;
  readonly origins: readonly string[];
  /** Least number of browsers that a shown cell must hold. */
  readonly k: number;
  readonly rules: { readonly [env in EnvName]?: ServedRules };
  /** What reports may speak of; `null` until rules are published. */
  readonly known: Known | null;
  /** The signed list of signing keys; `null` until an outside root has signed one. */
  readonly keys: string | null;
  /** The root's public half. */
  readonly root: string;
  /** The newest signed word about stopping; `null` for none yet. */
  readonly kill: string | null;
}

/** What is to be published. */
export interface Publication {
  readonly env: EnvName | null;
  readonly program: Program;
  readonly source: string;
  readonly author: string;
  readonly note: string;
}

/** How long a bundle may be used after it was issued, unless another replaces it. */
const EXPIRES_MS = 30 * 86_400_000;
const ENVS: readonly EnvName[] = ['live', 'staging', 'development'];

/**
 * The truth about one site: rules, tokens, keys, audit and counts.
 *
 * Longer than files here should be, because every method is one line of the site's protocol; what
 * they do lives in `src/site`.
 */
export class SiteObject extends DurableObject<Env> {
  readonly #sql: SqlStorage;
  readonly #tokens: Tokens;
  readonly #versions: Versions;
  readonly #cube: Cube;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    migrate(ctx.storage, SITE_SCHEMA);
    this.#sql = ctx.storage.sql;
    this.#tokens = openTokens(this.#sql);
    this.#versions = openVersions(this.#sql);
    this.#cube = openCube(this.#sql);
  }

  /** Creates the site; `null` when it is there already. */
  create(
    site: string,
    options: { env: EnvName; expect: number; root: string | null; origins: readonly string[] },
  ): Promise<{ token: string; root: string } | null> {
    return this.#alone(async () => {
      if (this.#setup()) return null;
      const tenant = toHex(crypto.getRandomValues(new Uint8Array(16)));
      const now = Date.now();
      const { root, ...rest } = options;
      writeSetup(this.#sql, { site, tenant, ...rest, created: now });
      await createRoot(this.#sql, root, now);
      await this.#signer(site).rotate(now);
      await this.#note('bootstrap', 'site.create', { env: options.env });
      const made = await this.#addToken(
        { label: 'first', scopes: ['admin'], expires: null },
        'bootstrap',
      );
      return { token: made.token, root: this.#signer(site).root };
    });
  }

  /** `null` when there is no such site; `'gone'` when there was. */
  info(): SiteInfo | 'gone' | null {
    const setup = readSetup(this.#sql);
    if (!setup || setup.deleted) return setup ? 'gone' : null;
    const { site, tenant, env, origins } = setup;
    const rules: { [env in EnvName]?: ServedRules } = {};
    for (const name of ENVS) {
      const latest = this.#versions.latest(name);
      if (latest) {
        const { seq, bundle: json, envelope, hash } = latest;
        rules[name] = { seq, json, envelope, hash };
      }
    }
    const signer = this.#signer(site);
    return {
      ...{ site, tenant, env, origins, rules },
      k: env === 'development' ? 1 : 50,
      known: this.#versions.known(env, Date.now()),
      keys: signer.list(),
      root: signer.root,
      kill: readFact(this.#sql, 'kill'),
    };
  }

  // --- Tokens and audit

  /** What a token may do; `null` when it is not a live one of this site's. */
  async findToken(id: string, hash: string): Promise<{ scopes: readonly Scope[] } | null> {
    if (!this.#setup()) return null;
    return this.#tokens.find(id, hash, Date.now());
  }

  /** Makes a token; `'full'` when its label bears two live ones; `null` without a site. */
  addToken(
    token: { label: string; scopes: readonly Scope[]; expires: number | null },
    actor: string,
  ): Promise<{ id: string; token: string } | 'full' | null> {
    return this.#alone(async () => {
      if (!this.#setup()) return null;
      if (this.#tokens.live(token.label, Date.now()) >= LIVE_PER_LABEL) return 'full';
      return this.#addToken(token, actor);
    });
  }

  listTokens(): TokenInfo[] {
    return this.#tokens.list();
  }

  /** Revokes a token, at once; false when there is nothing to revoke. */
  revokeToken(id: string, actor: string): Promise<boolean> {
    return this.#alone(async () => {
      const done = this.#tokens.revoke(id, Date.now());
      if (done) await this.#note(actor, 'token.revoke', { id });
      return done;
    });
  }

  /** Entries after number `after`, and whether the whole chain holds. */
  async audit(
    after: number,
    most: number,
  ): Promise<{ entries: AuditEntry[]; broken: number | null }> {
    const all = readAudit(this.#sql, 0, Number.MAX_SAFE_INTEGER);
    return { entries: readAudit(this.#sql, after, most), broken: await findBreak(all) };
  }

  // --- Rules

  /** Publishes; returns the version, an older one when the file is the one that is published. */
  publish(publication: Publication): Promise<VersionInfo | null> {
    return this.#alone(async () => {
      const setup = this.#setup();
      if (!setup) return null;
      const latest = this.#versions.latest(publication.env ?? setup.env);
      const used = Date.now() - (latest?.issued ?? 0);
      // The same file again is the same version, unless that one is half used up.
      if (latest?.source === publication.source && used < EXPIRES_MS / 2) return toInfo(latest);
      return this.#publish(setup, publication, 'rules.publish');
    });
  }

  /** Publishes the rules of an older version under a new number; `null` when there is none such. */
  rollBack(env: EnvName | null, to: number, author: string): Promise<VersionInfo | null> {
    return this.#alone(async () => {
      const setup = this.#setup();
      const old = setup && this.#versions.get(env ?? setup.env, to);
      if (!old) return null;
      const { program } = JSON.parse(old.bundle) as Bundle;
      const note = `Back to ${to}.`;
      const publication = { env: old.env, program, source: old.source, author, note };
      return this.#publish(setup, publication, 'rules.roll-back');
    });
  }

  versions(env: EnvName | null, most: number): VersionInfo[] {
    const setup = this.#setup();
    return setup ? this.#versions.list(env ?? setup.env, most) : [];
  }

  version(env: EnvName | null, seq: number): RulesVersion | null {
    const setup = this.#setup();
    return setup && this.#versions.get(env ?? setup.env, seq);
  }

  draft(env: EnvName | null): Draft | null {
    const setup = this.#setup();
    return setup && this.#versions.draft(env ?? setup.env);
  }

  /** Saves a draft over revision `rev` (0: over none); gives the other one back when that is not it. */
  saveDraft(
    env: EnvName | null,
    { rev, source, author }: { rev: number; source: string; author: string },
  ): Promise<{ saved: number } | { other: Draft | null }> {
    return this.#alone(async () => {
      const name = env ?? this.#setup()?.env ?? 'live';
      const held = this.#versions.draft(name);
      if ((held?.rev ?? 0) !== rev) return { other: held };
      this.#versions.saveDraft(name, { rev: rev + 1, saved: Date.now(), author, source });
      await this.#note(author, 'draft.save', { env: name, rev: rev + 1 });
      return { saved: rev + 1 };
    });
  }

  /** Tells open tabs to stop, or to go on. */
  setKill(kill: boolean, actor: string): Promise<KillWord | null> {
    return this.#alone(async () => {
      const setup = this.#setup();
      if (!setup) return null;
      const { site, env } = setup;
      const seq = Number(readFact(this.#sql, 'kill-seq') ?? 0) + 1;
      const word: KillWord = { v: 1, kind: 'kill', site, env, seq, issued: Date.now(), kill };
      writeFact(this.#sql, 'kill', await this.#signer(site).sign(JSON.stringify(word)));
      writeFact(this.#sql, 'kill-seq', String(seq));
      await this.#note(actor, kill ? 'kill.on' : 'kill.off', { seq });
      return word;
    });
  }

  /** The signed word on what is large; made anew once a day, from what is rolled up. */
  population(): Promise<string | null> {
    return this.#alone(async () => {
      const setup = this.#setup();
      const latest = setup && this.#versions.latest(setup.env);
      if (!latest) return null;
      const today = new Date().toISOString().slice(0, 10);
      const held = readFact(this.#sql, 'population');
      const stamp = `${today} ${latest.seq}`;
      if (held !== null && readFact(this.#sql, 'population-stamp') === stamp) return held;
      const seq = Number(readFact(this.#sql, 'population-seq') ?? 0) + 1;
      const { program } = JSON.parse(latest.bundle) as Bundle;
      const word = makePopulation(this.#cube, program, { setup, seq, now: Date.now() });
      const text = await this.#signer(setup.site).sign(JSON.stringify(word));
      writeFact(this.#sql, 'population', text);
      writeFact(this.#sql, 'population-seq', String(seq));
      writeFact(this.#sql, 'population-stamp', stamp);
      return text;
    });
  }

  // --- Keys

  /** Makes a new signing key; returns its name. */
  rotateKey(actor: string): Promise<string | null> {
    return this.#alone(async () => {
      const setup = this.#setup();
      if (!setup) return null;
      const kid = await this.#signer(setup.site).rotate(Date.now());
      await this.#note(actor, 'key.rotate', { kid });
      return kid;
    });
  }

  /** What an outside root has to sign. */
  unsignedKeys(): KeyList | null {
    const setup = this.#setup();
    return setup && this.#signer(setup.site).unsigned(Date.now());
  }

  /** Takes a list that the outside root signed. */
  takeKeys(envelope: Envelope, actor: string): Promise<boolean> {
    return this.#alone(async () => {
      const setup = this.#setup();
      if (!setup || !(await this.#signer(setup.site).takeList(envelope, Date.now()))) return false;
      await this.#note(actor, 'keys.sign', {});
      return true;
    });
  }

  // --- Counts

  /** Over how many objects a day's reports are spread; `null` when the site is gone. */
  shards(tenant: string, day: string): number | null {
    const setup = this.#setup();
    return setup?.tenant === tenant ? this.#cube.shards(day, setup.expect) : null;
  }

  /** Takes a shard's whole content; `'gone'` when its site is. */
  rollUp({ tenant, day, shard }: TallyKey, content: TallyContent): 'kept' | 'gone' {
    if (this.#setup()?.tenant !== tenant) return 'gone';
    this.ctx.storage.transactionSync(() => this.#cube.put({ day, shard, ...content }));
    return 'kept';
  }

  /** The days of a range, both included, and, unless not wanted, what is rolled up of them. */
  cube(from: string, to: string, counts = true): { days: DayPlan[]; parts: CubePart[] } {
    return { days: this.#cube.days(from, to), parts: counts ? this.#cube.read(from, to) : [] };
  }

  /** What was published of a range of days, both included. */
  releases(from: string, to: string): Release[] {
    return openReleases(this.#sql).read(from, to);
  }

  /** Keeps what is being published; what was published before stays as it is. */
  release(releases: readonly Release[]): void {
    const held = openReleases(this.#sql);
    this.ctx.storage.transactionSync(() => {
      for (const release of releases) held.put(release);
    });
  }

  // --- The whole site

  /** Everything but counts and secrets, as lines of an export; empty without a site. */
  exportSite(): ExportLine[] {
    const setup = this.#setup();
    return setup ? exportLines(this.#sql, setup) : [];
  }

  /**
   * Takes lines of an export into a site that has published nothing yet, in any number of calls.
   *
   * @returns False when there is no such site, or it is past its beginning.
   */
  importLines(lines: readonly ExportLine[], actor: string): Promise<boolean> {
    return this.#alone(async () => {
      const setup = this.#setup();
      if (!setup || !isFresh(this.#sql)) return false;
      const signer = this.#signer(setup.site);
      const envelopes = new Map<ExportLine, string>();
      for (const line of lines) {
        if (line.kind === 'version') envelopes.set(line, await signer.sign(line.bundle));
      }
      this.ctx.storage.transactionSync(() => {
        for (const line of lines) importLine(this.#sql, line, envelopes.get(line) ?? '');
        if (lines.some(({ kind }) => kind === 'end')) endImport(this.#sql);
      });
      await this.#note(actor, 'site.import', { lines: lines.length });
      return true;
    });
  }

  /**
   * Deletes the site. What stays is that there was one, so that reports on their way are told.
   *
   * @returns False when there is none.
   */
  remove(): Promise<boolean> {
    return this.#alone(async () => {
      const setup = this.#setup();
      if (!setup) return false;
      const days = this.#cube.days('0', '9');
      // First nothing more can be counted, then what was counted goes.
      this.ctx.storage.transactionSync(() => {
        for (const statement of DELETE_ALL) this.#sql.exec(statement);
        writeSetup(this.#sql, {
          ...setup,
          env: 'live',
          expect: 0,
          origins: [],
          deleted: Date.now(),
        });
      });
      const { site, tenant } = setup;
      const keys = days.flatMap(({ day, shards }) =>
        Array.from({ length: shards }, (_, shard) => ({ site, tenant, day, shard })),
      );
      // One that cannot be reached now ends at its next roll-up, which finds the site gone.
      await Promise.allSettled(
        keys.map((key) => this.env.TALLY.getByName(tallyName(key)).destroy(key)),
      );
      return true;
    });
  }

  // --- Inside

  #setup(): SiteSetup | null {
    const setup = readSetup(this.#sql);
    return setup && !setup.deleted ? setup : null;
  }

  #signer(site: string): Signer {
    return openSigner(this.#sql, site);
  }

  /** Changes follow one another: each waits for hashes and signatures on its way. */
  #alone<T>(change: () => Promise<T>): Promise<T> {
    const done = this.#queue.then(change);
    this.#queue = done.catch(() => {});
    return done;
  }

  async #note(actor: string, action: string, detail: AuditEntry['detail']): Promise<void> {
    const last = lastEntry(this.#sql);
    writeEntry(this.#sql, await nextEntry(last, { t: Date.now(), actor, action, detail }));
  }

  async #addToken(
    { label, scopes, expires }: { label: string; scopes: readonly Scope[]; expires: number | null },
    actor: string,
  ): Promise<{ id: string; token: string }> {
    const site = this.#setup()?.site ?? '';
    const { token, id, hash } = await makeToken(site, (b) => crypto.getRandomValues(b));
    this.#tokens.add({ id, hash, label, scopes, expires, created: Date.now() });
    await this.#note(actor, 'token.add', { id, label, scopes });
    return { id, token };
  }

  async #publish(setup: SiteSetup, what: Publication, action: string): Promise<VersionInfo> {
    const env = what.env ?? setup.env;
    const seq = (this.#versions.latest(env)?.seq ?? 0) + 1;
    const issued = Date.now();
    const { site } = setup;
    const { program, source, author, note } = what;
    const expires = issued + EXPIRES_MS;
    const bundle: Bundle = { format: 1, site, env, seq, issued, expires, program };
    const json = JSON.stringify(bundle);
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(json));
    const hash = toBase64Url(new Uint8Array(digest));
    const envelope = await this.#signer(site).sign(json);
    const version = { env, seq, issued, author, note, source, bundle: json, hash, envelope };
    this.ctx.storage.transactionSync(() => this.#versions.add(version));
    await this.#note(author, action, { env, seq, hash, note });
    return toInfo(version);
  }
}

function toInfo({ env, seq, issued, author, note, hash }: VersionInfo): VersionInfo {
  return { env, seq, issued, author, note, hash };
}

const DELETE_ALL = [
  'DELETE FROM tokens',
  'DELETE FROM versions',
  'DELETE FROM drafts',
  'DELETE FROM audit',
  'DELETE FROM keys',
  'DELETE FROM facts',
  'DELETE FROM days',
  'DELETE FROM cube',
  'DELETE FROM releases',
] as const;
