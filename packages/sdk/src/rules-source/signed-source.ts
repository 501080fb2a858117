import type { Bundle } from '@inkling/engine';
import { type Envelope, type Held, verifyBundle, webVerify } from '@inkling/engine/trust';
import type { IdleParts } from '../idle/parts.ts';
import { openKnownKeys } from './known-keys.ts';
import { fetchText, REFRESH_MS } from './rules-source.ts';

/**
 * Makes what asks the edge for the site's signed rules, unless it has just asked.
 *
 * Only what a key of the root's list has signed, for this site and environment, is offered to the
 * engine. Where the browser cannot check signatures, or nothing good comes, the rules that were
 * checked last stay in force until they expire.
 */
export function createSignedSource(parts: IdleParts): () => void {
  const { config, feed, host, memberships, store, url } = parts;
  const { clock, guard, win } = host;
  const root = config.page.key ?? '';
  const known = openKnownKeys(host.keys);
  let next = 0;

  return guard(async () => {
    if (clock.mono() < next) return;
    next = clock.mono() + REFRESH_MS;
    const [listText, text] = await Promise.all([
      // Without a fresh list the one that was seen last stands.
      fetchText(host, `${url}keys.json`).catch(() => null),
      fetchText(host, `${url}bundle.json`),
    ]);
    const trust = {
      root,
      site: config.site,
      now: clock.now(),
      verify: webVerify(win.crypto.subtle),
    };
    const list = await known.take(listText, trust);
    if (!known.vouches(list)) {
      memberships.use(null);
      await store.log()?.update(root, () => undefined);
    }
    const held: Held = {
      ...trust,
      listSeq: list.seq,
      env: (config.env ?? 'live') as Bundle['env'],
      // The same one again is no fault.
      seq: (feed.bundle()?.seq ?? 0) - 1,
    };
    const bundle = await verifyBundle(text, list, held);
    await feed.offer(bundle);
    known.note((JSON.parse(text) as Envelope).kid, bundle.issued);
  });
}
