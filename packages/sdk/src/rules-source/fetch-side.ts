import type { SideRules } from '@inkling/engine';
import type { Envelope, SideBundle } from '@inkling/engine/trust';
import type { IdleParts } from '../idle/parts.ts';
import { fetchText } from './rules-source.ts';

/** Which rules beside the ones in force are asked for; a preview is named by nothing but its address. */
export type Wanted =
  | { readonly kind: 'preview' }
  | { readonly kind: 'next' | 'shadow'; readonly named: SideRules };

/**
 * Fetches rules that are not everybody's, and checks them: by the root key where the tag names one.
 *
 * @param path - Below the site's address at the edge.
 * @throws Error, or `TrustError`, for what may not be used.
 */
export async function fetchSide(
  parts: IdleParts,
  path: string,
  wanted: Wanted,
): Promise<SideBundle> {
  const { config, host, loaders, url } = parts;
  const text = await fetchText(host, url + path);
  if (config.page.key) {
    const trust = await loaders.part<typeof import('./trust.ts')>('trust');
    return trust.readSide(parts, text, wanted);
  }
  const side = JSON.parse((JSON.parse(text) as Envelope).payload) as SideBundle;
  const isRight =
    side.kind === wanted.kind &&
    side.site === config.site &&
    (wanted.kind === 'preview' || side.seq === wanted.named.seq) &&
    side.expires > host.clock.now();
  if (!isRight) throw new Error(`${wanted.kind}: wrong rules`);
  return side;
}
