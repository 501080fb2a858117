import type { Page } from '../lib/page.ts';
import type { Mapping } from './opinion.ts';

/** How one product for consent is read. */
export interface Recipe {
  readonly map: Mapping;
  /** Events on the window after which it has something new to say. */
  readonly on: readonly string[];
  /** Other ways to be called back. */
  readonly watch?: (win: Page, look: () => void) => void;
  /**
   * Asks for what is known now.
   *
   * @param detail - Of the event that has just come.
   * @returns `null` while the product is not there; else its answer by its own name of a category:
   *   `null` for a category that the visitor has not been asked about.
   */
  readonly read: (win: Page, detail: unknown) => ((category: string) => boolean | null) | null;
}

type Globals<T> = { readonly [K in keyof T]?: T[K] };
const globals = <T>(win: Page): Globals<T> => win as unknown as Globals<T>;

/** Categories that are on or off, of which those that are off count once somebody has answered. */
function answers(on: (category: string) => boolean, answered: boolean) {
  return (category: string) => on(category) || (answered ? false : null);
}

/** Groups that are active, as `,C0001,C0002,`; where no dialog is due, they are the law's default. */
const onetrust: Recipe = {
  map: {
    storage: ['C0003'],
    personalization: ['C0003'],
    measurement: ['C0002'],
    advertising: ['C0004'],
  },
  on: ['OneTrustGroupsUpdated', 'OTConsentApplied'],
  read(win) {
    const { OnetrustActiveGroups, OneTrust } = globals<{
      OnetrustActiveGroups: string;
      OneTrust: { IsAlertBoxClosed?(): boolean };
    }>(win);
    if (!OnetrustActiveGroups) return null;
    const groups = OnetrustActiveGroups.split(',');
    return answers((group) => groups.includes(group), OneTrust?.IsAlertBoxClosed?.() === true);
  },
};

const cookiebot: Recipe = {
  map: {
    storage: ['preferences'],
    personalization: ['preferences'],
    measurement: ['statistics'],
    advertising: ['marketing'],
  },
  on: ['CookiebotOnConsentReady', 'CookiebotOnAccept', 'CookiebotOnDecline'],
  read(win) {
    const { Cookiebot } = globals<{
      Cookiebot: { hasResponse?: boolean; consent?: { [category: string]: unknown } };
    }>(win);
    const { consent, hasResponse } = Cookiebot ?? {};
    if (!consent) return null;
    return answers((category) => consent[category] === true, hasResponse === true);
  },
};

interface UsercentricsService {
  readonly category?: string;
  readonly categorySlug?: string;
  readonly consent?: {
    given?: boolean;
    status?: boolean;
    type?: string;
    history?: readonly { type?: string }[];
  };
}

/** Version 3 tells by event; version 2 is asked. A category is allowed if all its services are. */
const usercentrics: Recipe = {
  map: {
    storage: ['functional'],
    personalization: ['functional'],
    measurement: ['functional'],
    advertising: ['marketing'],
  },
  on: ['UC_CONSENT', 'UC_UI_INITIALIZED', 'UC_UI_CMP_EVENT'],
  read(win, detail) {
    const { UC_UI } = globals<{ UC_UI: { getServicesBaseInfo?(): UsercentricsService[] } }>(win);
    const told = (Object(detail) as { services?: object }).services;
    const services: UsercentricsService[] = told
      ? Object.values(told)
      : (UC_UI?.getServicesBaseInfo?.() ?? []);
    if (!services.length) return null;
    return (category) => {
      const own = services.filter((s) => (s.category ?? s.categorySlug) === category);
      const given = own.every(({ consent }) => consent?.given ?? consent?.status);
      const asked = own.some(({ consent }) =>
        [consent, ...(consent?.history ?? [])].some((c) => /^explicit$/i.test(`${c?.type}`)),
      );
      return own.length > 0 && given ? true : asked ? false : null;
    };
  },
};

/** A platform for TCF as well; this reads its own names, those of purposes outside TCF among them. */
const didomi: Recipe = {
  map: {
    storage: ['cookies'],
    personalization: ['cookies', 'create_content_profile', 'select_personalized_content'],
    measurement: ['measure_content_performance'],
    advertising: ['cookies', 'create_ads_profile', 'select_personalized_ads'],
  },
  on: [],
  watch(win, look) {
    const page = win as unknown as Record<'didomiOnReady' | 'didomiEventListeners', unknown[]>;
    page.didomiOnReady ??= [];
    page.didomiOnReady.push(look);
    page.didomiEventListeners ??= [];
    page.didomiEventListeners.push({ event: 'consent.changed', listener: look });
  },
  read(win) {
    const { Didomi } = globals<{
      Didomi: {
        getCurrentUserStatus?(): { purposes?: { [id: string]: { enabled?: boolean } } };
        shouldUserStatusBeCollected?(): boolean;
      };
    }>(win);
    const purposes = Didomi?.getCurrentUserStatus?.().purposes;
    if (!purposes) return null;
    const isDue = Didomi.shouldUserStatusBeCollected?.() !== false;
    return answers((id) => purposes[id]?.enabled === true, !isDue);
  },
};

/** Ready recipes, by what `data-cmp` names. */
export const RECIPES: { readonly [name: string]: Recipe } = {
  onetrust,
  cookiebot,
  usercentrics,
  didomi,
};

/**
 * A recipe for anything else: the site names a function that answers with a table of categories,
 * and the events after which to ask it.
 */
export function ownRecipe(functionName: string, on: readonly string[]): Recipe {
  return {
    map: {
      storage: ['storage'],
      personalization: ['personalization'],
      measurement: ['measurement'],
      advertising: ['advertising'],
      identity: ['identity'],
    },
    on,
    read(win) {
      const ask = (win as unknown as Record<string, unknown>)[functionName];
      const table = Object(typeof ask === 'function' && ask()) as Record<string, unknown>;
      return (category) => {
        const value = Object.hasOwn(table, category) ? table[category] : null;
        return typeof value === 'boolean' ? value : null;
      };
    },
  };
}
