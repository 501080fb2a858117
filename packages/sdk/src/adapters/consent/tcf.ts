import type { Page } from '../lib/page.ts';
import { guard } from '../lib/page.ts';
import { watchGlobal } from '../lib/watch-global.ts';
import { decide, decideAll, type Mapping, type Opinion, strictest } from './opinion.ts';
import { createVoice } from './voices.ts';

/** What `data-tcf` may say. */
export interface TcfSettings {
  /**
   * What each purpose needs: `"3"` consent to purpose 3, `"8li"` consent or legitimate interest,
   * `"pub3"` and `"pub8li"` the publisher's own, `"custom1"` a custom purpose, `"vendor755"` a
   * vendor, `"feature1"` a special feature. Purposes given here replace {@link TCF_MAPPING}'s.
   */
  readonly map: Mapping;
  /** `undecided` where the platform's word that the GDPR does not apply shall allow nothing. */
  readonly outside: 'granted' | 'undecided';
}

/**
 * Storage: store and access (1). Personalisation: profiles for content and their use (5, 6).
 * Measurement: content performance (8), for which legitimate interest will do. Advertising:
 * profiles for ads and their use (3, 4). Nothing in TCF stands for our identity.
 */
export const TCF_MAPPING: Mapping = {
  storage: ['1'],
  personalization: ['1', '5', '6'],
  measurement: ['8li'],
  advertising: ['1', '3', '4'],
};

type Flags = { readonly [id: string]: boolean | undefined } | undefined;
interface Basis {
  readonly consents?: Flags;
  readonly legitimateInterests?: Flags;
}

/** The part of `TCData` that is read; IAB Tech Lab, CMP API v2. */
export interface TcData extends Record<'purpose' | 'vendor', Basis | undefined> {
  readonly gdprApplies?: boolean;
  readonly eventStatus?: string;
  readonly cmpStatus?: string;
  readonly publisher?: Basis & { readonly customPurpose?: Basis };
  readonly specialFeatureOptins?: Flags;
}

const QUESTION = /^(pub|custom|vendor|feature)?(\d+)(li)?$/;

function answer(data: TcData, question: string): boolean | null {
  const [, kind, id, li] = QUESTION.exec(question) ?? [];
  if (!id) return null; // A question that nobody understands is never answered by yes.
  if (kind === 'feature') return data.specialFeatureOptins?.[id] === true;
  const basis = {
    pub: data.publisher,
    custom: data.publisher?.customPurpose,
    vendor: data.vendor,
    purpose: data.purpose,
  }[kind ?? 'purpose'];
  return (
    basis?.consents?.[id] === true ||
    (li !== undefined && basis?.legitimateInterests?.[id] === true)
  );
}

/**
 * What one message of a TCF platform says.
 *
 * @returns `null` for what decides nothing: the dialog is open, the platform is loading or broken,
 *   or it does not know yet whether the GDPR applies.
 */
export function readTcData(data: unknown, settings: TcfSettings): Opinion | null {
  const tcData = Object(data) as TcData;
  if (tcData.cmpStatus === 'error') return null;
  if (tcData.gdprApplies === false) {
    return decideAll(settings.map, settings.outside === 'undecided' ? null : true);
  }
  const isFinal = /^(tcloaded|useractioncomplete)$/.test(`${tcData.eventStatus}`);
  if (tcData.gdprApplies !== true || !isFinal) return null;
  return decide(settings.map, (question) => answer(tcData, question));
}

/**
 * Follows a TCF 2.2 or later consent platform on the page, whenever it comes.
 *
 * Should another script put itself in the platform's place, both are heard and the stricter wins.
 */
export function startTcf(win: Page, { map, outside = 'granted' }: Partial<TcfSettings>): void {
  const settings = { map: { ...TCF_MAPPING, ...map }, outside };
  const say = createVoice(win, 'tcf');
  const heard = new Map<unknown, Opinion>();
  watchGlobal(win, '__tcfapi', (api) => {
    const listener = guard((data: unknown, success: unknown) => {
      const opinion = success === true ? readTcData(data, settings) : null;
      if (!opinion) return;
      heard.set(api, opinion);
      say(strictest([...heard.values()]));
    });
    api('addEventListener', 2, listener);
  });
}
