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
  const wrong =
    format !== 1 || program?.format !== 1
      ? 'format'
      : site !== limits.site
        ? 'site'
        : limits.env && env !== limits.env
          ? 'env'
          : !(seq >= limits.least)
            ? 'seq'
            : !(expires > limits.now) && 'expires';
  if (wrong) throw new Error(`bundle: ${wrong}`);
  return value as Bundle;
}
