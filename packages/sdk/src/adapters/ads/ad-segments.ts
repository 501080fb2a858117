import type { Purpose } from '../../consent/consent.ts';
import { readConfig } from '../../lib/config.ts';
import { type Page, whenLoaded } from '../lib/page.ts';
import { allows, watchAds } from './ad-consent.ts';
import { fetchLarge } from './population.ts';

/** What every adapter for ads and tags is told. */
export interface AdSettings {
  /** The segments that may leave the page, and the value that stands for each: nothing else does. */
  readonly segments: { readonly [segment: string]: string };
  /** At most so many at a time, the first of `segments` first; 10 unless given. */
  readonly max: number;
}

const MOST = 10;

/**
 * Follows the segments that may be told to others now: those that are marked in the settings,
 * activated (so that someone held out looks like a non-member), and large enough by the edge's daily
 * word, as long as the visitor allows the purpose. The edge is only asked once all else is so.
 *
 * @param callback - Gets them in the order of the settings, as often as they change; first of all
 *   an empty list where there are none.
 */
export function watchAdSegments(
  win: Page,
  { segments = {}, max = MOST }: Partial<AdSettings>,
  callback: (segments: readonly string[]) => void,
  purpose: Purpose = 'advertising',
): void {
  const config = readConfig(win);
  const marked = Object.keys(segments);
  let large: readonly string[] | undefined;
  let asking = false;
  let told: string | undefined;

  const look = (mayAsk: boolean, mayTell: () => boolean): void => {
    const active = win.document.documentElement.dataset.inkling?.split(' ') ?? [];
    const wanted = mayTell() ? marked.filter((segment) => active.includes(segment)) : [];
    if (wanted.length && !large && config && mayAsk) {
      if (asking) return;
      asking = true;
      void fetchLarge(win, config).then((answer) => {
        large = answer;
        look(false, mayTell);
      });
      return;
    }
    const chosen = wanted.filter((segment) => large?.includes(segment)).slice(0, max);
    if (chosen.join(' ') === told) return;
    told = chosen.join(' ');
    callback(chosen);
  };
  whenLoaded(win, (inkling) => {
    watchAds(win, inkling, () => look(true, () => allows(win, inkling, purpose)));
  });
}
