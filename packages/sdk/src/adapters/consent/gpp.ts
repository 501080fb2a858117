import { guard, type Page } from '../lib/page.ts';
import { watchGlobal } from '../lib/watch-global.ts';
import { decideAll, type Mapping, type Opinion, strictest } from './opinion.ts';
import { createVoice } from './voices.ts';

/** What `data-gpp` may say. */
export interface GppSettings {
  /** `undecided` where the platform's word that no section applies shall allow nothing. */
  readonly outside: 'granted' | 'undecided';
}

/** Sections from id 7 on, in order; IAB Tech Lab, GPP Section Information. */
const US_SECTIONS =
  'usnat usca usva usco usut usct usfl usmt usor ustx usde usia usne usnh usnj ustn usmn usmd usin usky usri'.split(
    ' ',
  );
const FIRST_US_SECTION = 7;
const NONE_APPLIES = -1;

const ALL: Mapping = {
  storage: [],
  personalization: [],
  measurement: [],
  advertising: [],
  identity: [],
};

/** The part of `PingReturn` that is read; IAB Tech Lab, GPP CMP API 1.1. */
export interface GppPing {
  readonly cmpStatus?: string;
  readonly signalStatus?: string;
  readonly applicableSections?: readonly number[];
  /** A section is a list of its segments by the specification, one object by some platforms. */
  readonly parsedSections?: { readonly [prefix: string]: unknown };
}

/**
 * What a section of a US state, or the national one, says. Those laws ask for a way out rather
 * than for consent: what stays on the site is allowed, what is sold, shared or used to target
 * advertising is too, until the visitor, or their browser, opts out.
 */
function readUsSection(section: unknown): Opinion {
  const fields = Object.assign({}, ...[section].flat()) as Record<string, unknown>;
  const { SaleOptOut, SharingOptOut, TargetedAdvertisingOptOut, Gpc } = fields;
  const children = [fields.KnownChildSensitiveDataConsents].flat();
  // 0: not applicable, 1: opted out, 2: did not; of a known child, 1: no consent.
  const out = [SaleOptOut, SharingOptOut, TargetedAdvertisingOptOut, ...children].includes(1);
  const yes = !out && Gpc !== true && Gpc !== 1;
  return { ...decideAll(ALL, true), advertising: yes, identity: yes };
}

/**
 * What the state of a GPP platform says.
 *
 * @returns `null` while it is not ready; nothing in it for a section that is not of the US: the EU's
 *   speaks through the TCF adapter.
 */
export function readGppPing(data: unknown, { outside }: GppSettings): Opinion | null {
  const ping = Object(data) as GppPing;
  const applicable = ping.applicableSections ?? [];
  if (ping.cmpStatus === 'error' || ping.signalStatus !== 'ready') return null;
  if (applicable.includes(NONE_APPLIES)) {
    return decideAll(ALL, outside === 'undecided' ? null : true);
  }
  const sections = applicable.flatMap((id) => US_SECTIONS[id - FIRST_US_SECTION] ?? []);
  return strictest(
    sections.map((prefix) => {
      const section = ping.parsedSections?.[prefix];
      return section ? readUsSection(section) : decideAll(ALL, null);
    }),
  );
}

/** Follows a GPP 1.1 platform on the page, whenever it comes; several are heard as in TCF. */
export function startGpp(win: Page, { outside = 'granted' }: Partial<GppSettings>): void {
  const say = createVoice(win, 'gpp');
  const heard = new Map<unknown, Opinion>();
  watchGlobal(win, '__gpp', (api) => {
    const listener = guard((event: unknown, success: unknown) => {
      const { pingData } = Object(event) as { readonly pingData?: unknown };
      const opinion = success === false ? null : readGppPing(pingData, { outside });
      if (!opinion) return;
      heard.set(api, opinion);
      say(strictest([...heard.values()]));
    });
    api('addEventListener', listener);
  });
}
