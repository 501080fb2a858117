import type { ReportMode } from '@inkling/engine';
import { toHex } from '../auth/token.ts';
import { type AuditEntry, findBreak, readAudit } from './audit.ts';
import type { SiteCore } from './core.ts';
import { openCube } from './cube.ts';
import { type ExportLine, endImport, exportLines, importLine, isFresh } from './export.ts';
import { type Page, type PageWish, toPage } from './page.ts';
import { type EnvName, type SiteSetup, writeSetup } from './setup.ts';
import { createRoot } from './signer.ts';
import { addToken } from './token-service.ts';

/** What a site is created with. */
export interface NewSite {
  readonly env: EnvName;
  readonly expect: number;
  /** ε of the noise in each published number; `null` for none. */
  readonly noise: number | null;
  readonly reports: ReportMode;
  /** Public half of a root key that is kept elsewhere; `null` for none. */
  readonly root: string | null;
  readonly origins: readonly string[];
}

/** How a site is set up, without what is the edge's own. */
export type Settings = Required<Omit<SiteSetup, 'tenant' | 'deleted'>>;

/** A site as a whole: how it begins, what it did, how it moves, and how it ends. */
export class LifeService {
  readonly #core: SiteCore;

  constructor(core: SiteCore) {
    this.#core = core;
  }

  /** Creates the site; `null` when it is there already. */
  create(site: string, options: NewSite): Promise<{ token: string; root: string } | null> {
    const { sql, signer, note } = this.#core;
    return this.#core.alone(async () => {
      if (this.#core.setup()) return null;
      const tenant = toHex(crypto.getRandomValues(new Uint8Array(16)));
      const now = Date.now();
      const { root, ...rest } = options;
      writeSetup(sql, { site, tenant, ...rest, created: now });
      await createRoot(sql, root, now);
      await signer(site).rotate(now);
      await note('bootstrap', 'site.create', { env: options.env });
      const first = { label: 'first', scopes: ['admin'], expires: null } as const;
      const { token } = await addToken(this.#core, first, 'bootstrap');
      return { token, root: signer(site).root };
    });
  }

  /** How the site is set up. */
  settings(): Settings | null {
    const setup = this.#core.setup();
    if (!setup) return null;
    const { site, env, created, expect, origins, noise = null, approval = false } = setup;
    const reports = setup.reports ?? ({ mode: 'exact' } as const);
    return { site, env, created, expect, origins, noise, approval, reports };
  }

  /** What was done, the oldest first, and where the whole chain breaks, if it does. */
  async audit({
    after,
    limit,
  }: PageWish): Promise<Page<AuditEntry> & { readonly broken: number | null }> {
    const { sql } = this.#core;
    const broken = await findBreak(readAudit(sql, 0, Number.MAX_SAFE_INTEGER));
    return { ...toPage(readAudit(sql, after ?? 0, limit + 1), limit, ({ n }) => n), broken };
  }

  /** Everything but counts and secrets, as lines of an export; empty without a site. */
  exportSite(): ExportLine[] {
    const setup = this.#core.setup();
    return setup ? exportLines(this.#core.sql, setup) : [];
  }

  /**
   * Takes lines of an export into a site that has published nothing yet, in any number of calls.
   *
   * @returns False when there is no such site, or it is past its beginning.
   */
  importLines(lines: readonly ExportLine[], actor: string): Promise<boolean> {
    const { sql, storage, signer, note } = this.#core;
    return this.#core.alone(async () => {
      const setup = this.#core.setup();
      if (!setup || !isFresh(sql)) return false;
      const envelopes = new Map<ExportLine, string>();
      for (const line of lines) {
        const signed =
          line.kind === 'version' ? line.bundle : line.kind === 'side' ? line.payload : null;
        if (signed !== null) envelopes.set(line, await signer(setup.site).sign(signed));
      }
      storage.transactionSync(() => {
        for (const line of lines) importLine(sql, line, envelopes.get(line) ?? '');
        if (lines.some(({ kind }) => kind === 'end')) endImport(sql);
      });
      await note(actor, 'site.import', { lines: lines.length });
      return true;
    });
  }

  /**
   * Deletes the site. What stays is that there was one, so that reports on their way are told.
   *
   * @returns False when there is none.
   */
  remove(): Promise<boolean> {
    const { sql, storage, outside } = this.#core;
    return this.#core.alone(async () => {
      const setup = this.#core.setup();
      if (!setup) return false;
      const days = openCube(sql).days('0', '9');
      // First nothing more can be counted, then what was counted goes.
      storage.transactionSync(() => {
        for (const statement of DELETE_ALL) sql.exec(statement);
        const { site, tenant, created } = setup;
        const rest = { env: 'live', expect: 0, origins: [], deleted: Date.now() } as const;
        writeSetup(sql, { site, tenant, created, ...rest });
      });
      const { site, tenant } = setup;
      const keys = days.flatMap(({ day, shards }) =>
        Array.from({ length: shards }, (_, shard) => ({ site, tenant, day, shard })),
      );
      // One that cannot be reached now ends at its next roll-up, which finds the site gone.
      const ends = keys.map((key) => outside.destroyTally(key));
      await Promise.allSettled([...ends, outside.dropBlobs(tenant)]);
      return true;
    });
  }
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
  'DELETE FROM sides',
  'DELETE FROM proposals',
  'DELETE FROM answers',
  'DELETE FROM sessions',
  'DELETE FROM previews',
] as const;
