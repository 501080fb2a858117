import type { Program } from '@inkling/engine';
import type { SideBundle } from '@inkling/engine/trust';
import { toBase64Url } from '../auth/token.ts';
import type { SiteCore } from './core.ts';
import type { EnvName } from './setup.ts';

/** A draft to be shown to whoever holds its link. */
export interface NewPreview {
  /** `null` for the site's own. */
  readonly env: EnvName | null;
  readonly program: Program;
  /** Revision of the draft. */
  readonly rev: number;
  readonly minutes: number;
  readonly author: string;
}

/** Drafts in one's own browser. */
export class PreviewService {
  readonly #core: SiteCore;

  constructor(core: SiteCore) {
    this.#core = core;
  }

  /** Signs a draft for a while; its id is 128 random bits, and whoever knows it may load it. */
  add(preview: NewPreview): Promise<{ id: string; expires: number } | null> {
    const { sql, signer, note } = this.#core;
    return this.#core.alone(async () => {
      const setup = this.#core.setup();
      if (!setup) return null;
      const { site } = setup;
      const { program, rev: seq, author, minutes } = preview;
      const env = preview.env ?? setup.env;
      const issued = Date.now();
      const expires = issued + minutes * 60_000;
      const bundle: SideBundle = {
        v: 1,
        kind: 'preview',
        site,
        env,
        seq,
        issued,
        expires,
        program,
      };
      const id = toBase64Url(crypto.getRandomValues(new Uint8Array(16)));
      const envelope = await signer(site).sign(JSON.stringify(bundle));
      sql.exec('DELETE FROM previews WHERE expires <= ?', issued);
      const insert = 'INSERT INTO previews (id, expires, envelope) VALUES (?, ?, ?)';
      sql.exec(insert, id, expires, envelope);
      await note(author, 'preview.add', { env, rev: seq, minutes });
      return { id, expires };
    });
  }

  /** The signed draft; `null` when its time is over, or there never was one. */
  get(id: string): string | null {
    const rows = this.#core.sql.exec<{ envelope: string }>(
      'SELECT envelope FROM previews WHERE id = ? AND expires > ?',
      id,
      Date.now(),
    );
    return rows.toArray()[0]?.envelope ?? null;
  }
}
