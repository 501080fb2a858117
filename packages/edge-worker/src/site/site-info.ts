import type { ReportMode } from '@inkling/engine';
import type { SiteCore } from './core.ts';
import { type EnvName, killFact, readFact, readSetup } from './setup.ts';
import { type Known, openVersions } from './versions.ts';

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
  /** ε of the noise in each published number; `null` for none. */
  readonly noise: number | null;
  readonly reports: ReportMode;
  readonly rules: { readonly [env in EnvName]?: ServedRules };
  /** What reports may speak of; `null` until rules are published. */
  readonly known: Known | null;
  /** The signed list of signing keys; `null` until an outside root has signed one. */
  readonly keys: string | null;
  /** The root's public half. */
  readonly root: string;
  /** The newest signed word about stopping, of each environment that has one. */
  readonly kills: { readonly [env in EnvName]?: string };
}

const ENVS: readonly EnvName[] = ['live', 'staging', 'development'];

/** Reads it: `null` when there is no such site; `'gone'` when there was. */
export function readInfo({ sql, signer }: SiteCore): SiteInfo | 'gone' | null {
  const setup = readSetup(sql);
  if (!setup || setup.deleted) return setup ? 'gone' : null;
  const { site, tenant, env, origins } = setup;
  const versions = openVersions(sql);
  const rules: { [env in EnvName]?: ServedRules } = {};
  const kills: { [env in EnvName]?: string } = {};
  for (const name of ENVS) {
    const kill = readFact(sql, killFact(setup, name));
    if (kill !== null) kills[name] = kill;
    const latest = versions.latest(name);
    if (latest) {
      const { seq, bundle: json, envelope, hash } = latest;
      rules[name] = { seq, json, envelope, hash };
    }
  }
  const own = signer(site);
  return {
    ...{ site, tenant, env, origins, rules },
    k: env === 'development' ? 1 : 50,
    noise: setup.noise ?? null,
    reports: setup.reports ?? { mode: 'exact' },
    known: versions.known(env, Date.now()),
    keys: own.list(),
    root: own.root,
    kills,
  };
}
