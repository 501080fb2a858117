import type { Bundle, Program } from '@inkling/engine';

/** Which part of a bundle was wrong. */
export type BundleFault = 'format' | 'site' | 'env' | 'seq' | 'expires' | 'program';

/** Thrown by {@link checkBundle}. */
export class BundleError extends Error {
  override readonly name = 'BundleError';
  readonly code: BundleFault;

  constructor(code: BundleFault, options?: ErrorOptions) {
    super(code, options);
    this.code = code;
  }
}

/** What a bundle is held against. */
export interface BundleLimits {
  readonly site: string;
  /** `null` takes any. */
  readonly env: string | null;
  /** Smallest `seq` that is taken: a cache may hand out an older bundle. */
  readonly least: number;
  /** Ms since the epoch. */
  readonly now: number;
  /** Rejects for a program that the engine would not run. */
  readonly prepare: (program: Program) => Promise<void>;
}

/**
 * Checks what came from the network, or out of storage, before the engine may see it.
 *
 * @throws {@link BundleError}.
 */
export async function checkBundle(value: unknown, limits: BundleLimits): Promise<Bundle> {
  const bundle = value as Bundle | null;
  if (bundle?.format !== 1) throw new BundleError('format');
  if (bundle.site !== limits.site) throw new BundleError('site');
  if (limits.env !== null && bundle.env !== limits.env) throw new BundleError('env');
  if (!(bundle.seq >= limits.least)) throw new BundleError('seq');
  if (!(bundle.expires > limits.now)) throw new BundleError('expires');
  try {
    await limits.prepare(bundle.program);
  } catch (cause) {
    throw new BundleError('program', { cause });
  }
  return bundle;
}
