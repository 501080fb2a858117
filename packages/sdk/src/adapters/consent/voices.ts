import type { Purpose } from '../../consent/consent.ts';
import { guard, inklingOf, type Page } from '../lib/page.ts';
import { type Opinion, strictest } from './opinion.ts';

/** What all consent adapters of a page said last, and what Inkling was told; for inspection. */
export interface Voices {
  /** By adapter; `null` while it has not spoken. */
  readonly said: Record<string, Opinion | null>;
  readonly told: { [P in Purpose]?: boolean };
}

const VOICES = Symbol.for('inkling.voices');
const ADAPTERS = /^(tcf|gpp|consent-mode|cmp)$/;

/** The page's voices, made at first use: adapters are separate scripts that share only the page. */
export function voicesOf(win: Page): Voices {
  const page = win as unknown as { [VOICES]?: Voices };
  page[VOICES] ??= { said: {}, told: {} };
  return page[VOICES];
}

/** Global Privacy Control, when it is exactly `true`, refuses to be sold or shared. */
function gpcOpinion(win: Page): Opinion {
  const { globalPrivacyControl } = win.navigator as { readonly globalPrivacyControl?: unknown };
  return globalPrivacyControl === true ? { advertising: false, identity: false } : {};
}

/**
 * Gives an adapter a voice in the visitor's choice.
 *
 * The most restrictive voice wins. A no is passed on at once; a yes waits until every adapter of
 * the page has spoken: those whose scripts have run, and those that `data-adapters` of a script tag
 * names. Inkling is only told what has changed, so that what the site or the visitor said to it
 * directly stands until the platform says something new.
 */
export function createVoice(win: Page, name: string): (opinion: Opinion) => void {
  const { said, told } = voicesOf(win);
  const tag = win.document.querySelector('script[data-adapters]');
  const names = tag?.getAttribute('data-adapters')?.split(/[\s,]+/) ?? [];
  for (const other of [name, ...names]) if (ADAPTERS.test(other)) said[other] ??= null;

  return guard((opinion) => {
    said[name] = opinion;
    const heard = Object.values(said);
    const waiting = heard.includes(null);
    const sum = strictest([gpcOpinion(win), ...heard.flatMap((one) => one ?? [])]);
    const news: { [P in Purpose]?: boolean } = {};
    for (const purpose of Object.keys(sum) as Purpose[]) {
      // What was allowed and is open again has been taken back.
      const now = sum[purpose] ?? (told[purpose] ? false : null);
      const isFinal = now === false || (now === true && !waiting);
      if (isFinal && now !== told[purpose]) news[purpose] = now;
    }
    if (!Object.keys(news).length) return;
    Object.assign(told, news);
    inklingOf(win).consent(news);
  });
}
