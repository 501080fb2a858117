import type { EnvName } from '../site/setup.ts';

/** Which keys may sign for a site; itself signed by the site's root key. */
export interface KeyList {
  readonly v: 1;
  readonly kind: 'keys';
  readonly site: string;
  /** Rises with every list; a browser refuses a lower one than it has seen. */
  readonly seq: number;
  /** Ms since the epoch, as are all instants here. */
  readonly issued: number;
  readonly expires: number;
  readonly keys: readonly {
    readonly kid: string;
    /** 32 bytes, base64url. */
    readonly public: string;
    readonly from: number;
    readonly to: number;
  }[];
}

/** A signed word that tells open tabs to stop, or to go on. */
export interface KillWord {
  readonly v: 1;
  readonly kind: 'kill';
  readonly site: string;
  readonly env: EnvName;
  readonly seq: number;
  readonly issued: number;
  readonly kill: boolean;
}

/** How long a key list may be used. */
export const LIST_MS = 365 * 86_400_000;
/** How long a replaced key stays good, so that bundles in flight and in caches do. */
export const OVERLAP_MS = 45 * 86_400_000;
