import type { Bundle, Program, SideRules } from '../program.ts';
import type { KeyList } from './key-list.ts';
import { TrustError } from './trust-error.ts';
import { type Held, openSigned } from './verify-bundle.ts';

/**
 * Signed rules that are not the ones everybody evaluates. It has no `format`, so that nothing
 * that takes a bundle takes one of these.
 *
 * - `next`: rolled out to a part of the browsers; a bundle's `next` names it.
 * - `shadow`: evaluated in silence; a bundle's `shadow` names it. Its memberships reach no page and
 *   no channel, only reports, under the definition hashes of its own program.
 * - `preview`: a draft for whoever holds its link, in that one tab; nothing of it is kept or reported.
 */
export interface SideBundle {
  readonly v: 1;
  readonly kind: 'next' | 'shadow' | 'preview';
  readonly site: string;
  readonly env: Bundle['env'];
  readonly seq: number;
  /** Ms since the epoch. */
  readonly issued: number;
  /** Ms since the epoch; a preview's lies at most a day after `issued`. */
  readonly expires: number;
  readonly program: Program;
}

/** Most chars of a side bundle's envelope. */
const MOST_CHARS = 2_000_000;

/**
 * Checks a side bundle, as `…/blobs/HASH.json` and `…/previews/ID.json` carry it.
 *
 * @param wanted - Its kind and, unless it is a preview, what the bundle in force names: a side bundle
 *   of another sequence is refused, however new it is.
 * @throws TrustError for the first fault; what is held stays in force.
 */
export async function verifySideBundle(
  text: string,
  list: KeyList,
  {
    held,
    ...wanted
  }: { readonly held: Omit<Held, 'seq'> } & (
    | { readonly kind: 'preview' }
    | { readonly kind: 'next' | 'shadow'; readonly named: SideRules }
  ),
): Promise<SideBundle> {
  const payload = await openSigned(text, list, {
    held: { ...held, seq: 0 },
    most: MOST_CHARS,
    code: 'not-a-bundle',
  });
  const { v, kind, seq, expires, program } = payload;
  if (v !== 1 || kind !== wanted.kind || typeof program !== 'object' || program === null) {
    throw new TrustError('not-a-bundle');
  }
  if (wanted.kind !== 'preview' && seq !== wanted.named.seq) throw new TrustError('old-sequence');
  if ((program as { site?: unknown }).site !== held.site) throw new TrustError('wrong-site');
  if (typeof expires !== 'number' || !(held.now < expires)) throw new TrustError('expired');
  return payload as unknown as SideBundle;
}
