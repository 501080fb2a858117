import type { Host } from '../lib/host.ts';

/** The visitor's random text, drawn once; kept under the key `seed` while storage is allowed. */
export function createSeed({ keys, newId }: Host): () => string {
  let own = newId();
  let isKept = false;
  return () => {
    const kept = keys.get('seed');
    // Somebody has erased everything: the next visitor is another one.
    if (isKept && !kept) own = newId();
    if (kept) own = kept;
    else keys.set('seed', own);
    isKept = keys.get('seed') !== null;
    return own;
  };
}
