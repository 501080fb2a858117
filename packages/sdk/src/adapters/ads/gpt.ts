import type { Page } from '../lib/page.ts';
import { type AdSettings, watchAdSegments } from './ad-segments.ts';

/** What `data-gpt` may say. */
export interface GptSettings extends AdSettings {
  /** Name of the key-value; `inkling` unless given. Ad Manager takes at most 20 characters. */
  readonly key: string;
  /** Ids of IAB Audience Taxonomy 1.1 by segment, told as publisher provided signals. */
  readonly iab: { readonly [segment: string]: string };
}

/** What `googletag.setConfig` takes; as in `@types/google-publisher-tag`. */
export interface PageSettings {
  targeting: Record<string, string[] | null>;
  pps?: { taxonomies: { IAB_AUDIENCE_1_1: { values: string[] } } | null };
}

interface Googletag {
  cmd: (() => void)[];
  setConfig?(settings: Partial<PageSettings>): void;
  /** Came with targeting in `setConfig`. */
  getConfig?(key: string): unknown;
  pubads?(): {
    setTargeting(key: string, values: string[]): unknown;
    clearTargeting(key: string): unknown;
  };
}

/** Ad Manager's rules for names and values: length, and characters that mean something to it. */
const NAME = /^[^\s\d"'=!+#*~;^()<>[\],&][^\s"'=!+#*~;^()<>[\],&]{0,19}$/;
const VALUE = /^[^"'=!+#*~;^()<>[\],&]{1,40}$/;

/** Settings for a list of segments; an empty list clears what was set. */
export function pageSettings(
  { key = 'inkling', segments = {}, iab }: Partial<GptSettings>,
  active: readonly string[],
): PageSettings {
  const values = active.flatMap((segment) => segments[segment] ?? []);
  const ids = active.flatMap((segment) => iab?.[segment] ?? []);
  return {
    targeting: { [key]: values.length ? values : null },
    ...(iab && {
      pps: { taxonomies: ids.length ? { IAB_AUDIENCE_1_1: { values: ids } } : null },
    }),
  };
}

/** What Ad Manager would not take, in words; empty when all is well. */
export function gptFaults({ key = 'inkling', segments = {} }: Partial<GptSettings>): string[] {
  const values = Object.values(segments).filter((value) => !VALUE.test(value));
  return [
    ...(NAME.test(key) ? [] : [`data-gpt: key "${key}"; expected 1 to 20 plain characters.`]),
    ...values.map((value) => `data-gpt: value "${value}"; expected 1 to 40 plain characters.`),
  ];
}

/** Sets the page's key-value and signals in Google Publisher Tag, before or after it has loaded. */
export function startGpt(win: Page, settings: Partial<GptSettings>): void {
  const faults = gptFaults(settings);
  for (const fault of faults) console.warn(`Inkling: ${fault}`);
  if (faults.length) return;
  const page = win as unknown as { googletag?: Partial<Googletag> };
  let isSet = false;
  watchAdSegments(win, settings, (active) => {
    if (!active.length && !isSet) return;
    isSet = active.length > 0;
    page.googletag ??= {};
    page.googletag.cmd ??= [];
    page.googletag.cmd.push(() => {
      const { googletag = {} } = page;
      const config = pageSettings(settings, active);
      if (googletag.getConfig) return googletag.setConfig?.(config);
      const { targeting, ...rest } = config;
      for (const [key, values] of Object.entries(targeting)) {
        if (values) googletag.pubads?.().setTargeting(key, values);
        else googletag.pubads?.().clearTargeting(key);
      }
      return googletag.setConfig?.(rest);
    });
  });
}
