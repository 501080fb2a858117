import type { Bundle, NextRules, Program, ReportMode, SideRules } from '@inkling/engine';
import type { SideBundle } from '@inkling/engine/trust';
import { toBase64Url } from '../auth/token.ts';
import type { SiteCore } from './core.ts';
import type { EnvName } from './setup.ts';
import { nextSeq, openSides, type Side } from './sides.ts';
import { openVersions, type RulesVersion } from './versions.ts';

/** Rules, and who publishes them. */
export interface Publication {
  readonly program: Program;
  readonly source: string;
  /** Id of the token that publishes it. */
  readonly author: string;
  readonly note: string;
  /** Day on which the first of its reviews is due; `null` for none. */
  readonly review: string | null;
}

/** What goes with a version beside its rules. */
export interface Beside {
  readonly next?: NextRules | undefined;
  readonly shadow?: SideRules | undefined;
}

/** How long a bundle may be used after it was issued, unless another replaces it. */
export const VERSION_MS = 30 * 86_400_000;

/** Signs rules and makes them the newest version; only inside `alone`. */
export async function issueVersion(
  core: SiteCore,
  { site, env }: { site: string; env: EnvName },
  what: Publication & Beside & { readonly action: string },
): Promise<RulesVersion> {
  const { program, source, author, note, review, next, shadow, action } = what;
  const reports = readMode(core);
  const seq = nextSeq(core.sql, env);
  const issued = Date.now();
  const expires = issued + VERSION_MS;
  const bundle: Bundle = {
    ...{ format: 1, site, env, seq, issued, expires, program },
    ...(reports && { reports }),
    ...(next && { next }),
    ...(shadow && { shadow }),
  };
  const json = JSON.stringify(bundle);
  const [hash, envelope] = [await hashText(json), await core.signer(site).sign(json)];
  const version: RulesVersion = {
    ...{ env, seq, issued, author, note, source, bundle: json, hash, envelope, review },
    next: next ? JSON.stringify(next) : null,
  };
  core.storage.transactionSync(() => {
    openVersions(core.sql).add(version);
    openSides(core.sql).endOthers(env, [next?.seq, shadow?.seq], issued);
  });
  await core.note(author, action, { env, seq, hash, note });
  return version;
}

/** Signs rules that not everybody evaluates; only inside `alone`. No bundle names them yet. */
export async function issueSide(
  core: SiteCore,
  { site, env }: { site: string; env: EnvName },
  { kind, ...what }: Publication & { readonly kind: Side['kind'] },
): Promise<Side> {
  const { program, source, author, note, review } = what;
  const seq = nextSeq(core.sql, env);
  const issued = Date.now();
  const expires = issued + VERSION_MS;
  const side: SideBundle = { v: 1, kind, site, env, seq, issued, expires, program };
  const payload = JSON.stringify(side);
  const [hash, envelope] = [await hashText(payload), await core.signer(site).sign(payload)];
  const kept = { env, seq, kind, hash, issued, author, note, source, review, payload, envelope };
  openSides(core.sql).add(kept);
  return kept;
}

/** What browsers report, where that is not everything. */
function readMode(core: SiteCore): ReportMode | null {
  const reports = core.setup()?.reports;
  return reports && reports.mode !== 'exact' ? reports : null;
}

async function hashText(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return toBase64Url(new Uint8Array(digest));
}
