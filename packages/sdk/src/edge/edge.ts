import { EDGE_COOKIE, edgeCookies, isNamed } from '@inkling/engine/edge';
import type { IdleParts } from '../idle/parts.ts';
import { type Snapshot, segmentsAt } from '../memberships/snapshot.ts';

/** Small key for the paths whose pages a cookie is kept for, separated by blanks. */
const KEY = 'edge';
/** A visitor who stays away for longer is shown the default by the edge. */
const LONGEST_S = 7 * 86_400;

/**
 * Keeps a cookie for the edge, as the site's rules ask: what is activated of the few segments and
 * experiences that pages of a path use, as long as it is sure to hold. It follows the snapshot of
 * the boot script, and like it there is none without consent to storage and personalisation.
 *
 * @param kept - Paths of the cookies that earlier pages left; `null` for none.
 */
export function start({ feed, host, said }: IdleParts, kept: string | null): void {
  const { clock, doc, guard, keys, win } = host;
  const { set } = keys;
  let paths = kept?.split(' ') ?? [];
  const secure = win.location.protocol === 'https:' ? ';Secure' : '';
  const write = (path: string, value: string, seconds: number): void => {
    // At once: a page that is being left waits for no answer.
    doc.cookie = `${EDGE_COOKIE}=${value};Path=${path};Max-Age=${seconds};SameSite=Lax${secure}`;
  };
  const lay = guard(() => {
    const snapshot: Snapshot | null = JSON.parse(keys.get('boot') ?? 'null');
    const program = feed.bundle()?.program;
    const now = clock.now();
    // Without rules nobody knows what to tell; what earlier pages told ends with its time. A draft
    // is nobody else's business.
    if (said.preview || (snapshot && !program)) return;
    const cookies = snapshot && program ? edgeCookies(program, segmentsAt(snapshot, now)) : [];
    const told = cookies.filter(({ value }) => value);
    for (const { path, value } of told) {
      const names = program!.edge!.find(([begin]) => begin === path)!;
      const next = snapshot!.s.flatMap(([token, , flips]) =>
        isNamed(names, token) ? flips.filter((t) => t > now) : [],
      );
      write(path, value, Math.min(LONGEST_S, Math.floor((Math.min(...next) - now) / 1000)));
    }
    const left = told.map(({ path }) => path);
    for (const path of paths) if (!left.includes(path)) write(path, '', 0);
    paths = left;
    set(KEY, left.join(' ') || null);
  });
  keys.set = (key, value) => {
    set(key, value);
    if (key === 'boot') lay();
  };
  lay();
}
