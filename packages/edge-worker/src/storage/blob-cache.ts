import { toBase64Url } from '../auth/token.ts';

/** Looks signed rules up by the hash of their payload; what was found never changes. */
export interface BlobCache {
  /**
   * @param tenant - Whose they are; nobody else's are found.
   * @param later - Takes work that may outlive the answer (`waitUntil`).
   * @returns The envelope; `null` when there is none.
   * @throws whatever the site's object throws, when nobody nearer has them.
   */
  get(
    wanted: { readonly site: string; readonly tenant: string; readonly hash: string },
    later: (work: Promise<unknown>) => void,
  ): Promise<string | null>;
}

/** The part of a key-value store that is used; a `KVNamespace` is one. */
export interface BlobStore {
  get(key: string): Promise<string | null>;
  put(key: string, value: string, options: { expirationTtl: number }): Promise<void>;
}

/** Letters held by an isolate at most. */
const MOST_CHARS = 16_000_000;
/** Rules run out after 30 days, and so does their copy. */
const KEEP_S = 30 * 86_400;

/**
 * Makes the cache for one isolate: its own memory, then the store near by, then the site's object.
 *
 * The store holds only what its hash names, and is believed only where that holds: an old, lost or
 * changed copy costs a question to the object and nothing else.
 *
 * @param store - Absent where there is none.
 * @param load - Asks the site's object.
 */
export function createBlobCache(
  store: BlobStore | undefined,
  load: (site: string, hash: string) => Promise<string | null>,
): BlobCache {
  const held = new Map<string, string>();
  let size = 0;

  function keep(key: string, envelope: string): string {
    held.set(key, envelope);
    size += envelope.length;
    for (const [oldest, text] of held) {
      if (size <= MOST_CHARS || oldest === key) break;
      held.delete(oldest);
      size -= text.length;
    }
    return envelope;
  }

  return {
    async get({ site, tenant, hash }, later) {
      const key = `${tenant}/${hash}`;
      const own = held.get(key);
      if (own !== undefined) return own;
      const near = await store?.get(key).catch(() => null);
      if (near && (await isNamedBy(near, hash))) return keep(key, near);
      const found = await load(site, hash);
      if (found === null) return null;
      if (store) later(store.put(key, found, { expirationTtl: KEEP_S }).catch(() => {}));
      return keep(key, found);
    },
  };
}

async function isNamedBy(envelope: string, hash: string): Promise<boolean> {
  try {
    const { payload } = JSON.parse(envelope) as { payload?: unknown };
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(String(payload)));
    return toBase64Url(new Uint8Array(digest)) === hash;
  } catch {
    return false; // No JSON: not what was put there.
  }
}
