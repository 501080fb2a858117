import { type Envelope, verifyBundle } from '@inkling/engine/trust';
import type { IdleParts } from '../idle/parts.ts';
import type { OpenTrust } from './open-trust.ts';
import { fetchText, REFRESH_MS } from './rules-source.ts';

/**
 * Makes what asks the edge for the site's signed rules, unless it has just asked.
 *
 * Only what a key of the root's list has signed, for this site and environment, is offered to the
 * engine. Where the browser cannot check signatures, or nothing good comes, the rules that were
 * checked last stay in force until they expire.
 */
export function createSignedSource(parts: IdleParts, trust: OpenTrust): () => void {
  const { config, feed, host, memberships, store, url } = parts;
  const { clock, guard } = host;
  let next = 0;

  return guard(async () => {
    if (clock.mono() < next) return;
    next = clock.mono() + REFRESH_MS;
    const [{ list, held }, text] = await Promise.all([
      trust.take(),
      fetchText(host, `${url}bundle.json`),
    ]);
    if (!trust.known.vouches(list)) {
      memberships.use(null);
      await store.log()?.update(config.page.key ?? '', () => undefined);
    }
    // The same one again is no fault.
    const seq = (feed.bundle()?.seq ?? 0) - 1;
    const bundle = await verifyBundle(text, list, { ...held, seq });
    await feed.offer(bundle);
    trust.known.note((JSON.parse(text) as Envelope).kid, bundle.issued);
  });
}
