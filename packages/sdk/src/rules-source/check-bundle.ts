import type { Bundle } from '@inkling/engine';

/** What a bundle is held against. */
export interface BundleLimits {
  readonly site: string;
  /** `undefined` takes any. */
  readonly env: string | undefined;
  /** Smallest `seq` that is taken: a cache may hand out an older bundle. */
  readonly least: number;
  /** Ms since the epoch. */
  readonly now: number;
}

/**
 * Checks what came from the network, or out of storage, before the engine may see it.
 *
 * @throws `Error` whose message is `bundle:` and the field that is wrong: `format`, `site`, `env`,
 *   `seq`, `expires`.
 */
export function checkBundle(value: unknown, limits: BundleLimits): Bundle {
  const { format, site, env, seq, expires, program } = Object(value) as Bundle;
  const faults = {
    format: format !== 1 || program?.format !== 1,
    site: site !== limits.site,
    env: limits.env && env !== limits.env,
    seq: !(seq >= limits.least),
    expires: !(expires > limits.now),
  };
  for (const [name, isWrong] of Object.entries(faults)) {
    if (isWrong) throw new Error(`bundle: ${name}`);
  }
  return value as Bundle;
}
