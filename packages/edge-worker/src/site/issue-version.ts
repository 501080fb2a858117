import type { Bundle, Program } from '@inkling/engine';
import { toBase64Url } from '../auth/token.ts';
import type { SiteCore } from './core.ts';
import type { EnvName, SiteSetup } from './setup.ts';
import { openVersions, type VersionInfo } from './versions.ts';

/** What is to be published. */
export interface Publication {
  /** `null` for the site's own. */
  readonly env: EnvName | null;
  readonly program: Program;
  readonly source: string;
  /** Id of the token that publishes it. */
  readonly author: string;
  readonly note: string;
}

/** How long a bundle may be used after it was issued, unless another replaces it. */
export const VERSION_MS = 30 * 86_400_000;

/** Signs rules and makes them the newest version; only inside `alone`. */
export async function issueVersion(
  { sql, storage, signer, note }: SiteCore,
  { site, env: own }: SiteSetup,
  { env: named, program, source, author, note: why, action }: Publication & { action: string },
): Promise<VersionInfo> {
  const env = named ?? own;
  const versions = openVersions(sql);
  const seq = (versions.latest(env)?.seq ?? 0) + 1;
  const issued = Date.now();
  const expires = issued + VERSION_MS;
  const bundle: Bundle = { format: 1, site, env, seq, issued, expires, program };
  const json = JSON.stringify(bundle);
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(json));
  const hash = toBase64Url(new Uint8Array(digest));
  const envelope = await signer(site).sign(json);
  const version = { env, seq, issued, author, note: why, source, bundle: json, hash, envelope };
  storage.transactionSync(() => versions.add(version));
  await note(author, action, { env, seq, hash, note: why });
  return toInfo(version);
}

/** A version as a list shows it. */
export function toInfo({ env, seq, issued, author, note, hash }: VersionInfo): VersionInfo {
  return { env, seq, issued, author, note, hash };
}
