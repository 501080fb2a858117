import { followLayer } from '../lib/follow-layer.ts';
import { guard, type Page } from '../lib/page.ts';
import { decide, type Mapping, type Opinion } from './opinion.ts';
import { createVoice } from './voices.ts';

/** What `data-consent-mode` may say. */
export interface ConsentModeSettings {
  /** Which consent types each purpose needs, all granted; replaces that of {@link CONSENT_MODE_MAPPING}. */
  readonly map: Mapping;
  /** Name of the array that `gtag` pushes to; `dataLayer` unless given. */
  readonly layer: string;
  /** The visitor's region where the site knows it, as ISO 3166-2: `DE`, `US-CA`. */
  readonly region: string;
}

/** Google documents `personalization_storage` for what we call personalisation. */
export const CONSENT_MODE_MAPPING: Mapping = {
  storage: ['analytics_storage'],
  personalization: ['personalization_storage'],
  measurement: ['analytics_storage'],
  advertising: ['ad_storage', 'ad_user_data', 'ad_personalization'],
};

/** One `gtag('consent', …)` command as it lies in the data layer. */
export interface ConsentCommand {
  readonly kind: 'default' | 'update';
  readonly region: readonly string[];
  readonly waitMs: number;
  readonly types: { readonly [type: string]: unknown };
}

/** `null` for an entry of the data layer that is no consent command. */
export function readConsentCommand(entry: unknown): ConsentCommand | null {
  const { 0: command, 1: kind, 2: params } = Object(entry) as Record<number, unknown>;
  if (command !== 'consent' || (kind !== 'default' && kind !== 'update')) return null;
  const { region = [], wait_for_update, ...types } = Object(params) as Record<string, unknown>;
  return {
    kind,
    region: [region].flat().map(String),
    waitMs: Number(wait_for_update) || 0,
    types,
  };
}

/** What the commands so far amount to. */
export interface ConsentState {
  readonly defaults: readonly ConsentCommand[];
  readonly updates: { readonly [type: string]: unknown };
}

/**
 * The answer for one consent type.
 *
 * An update is the visitor's word. A default that grants counts where it is the most special one for
 * the visitor's region; one that denies means that nobody has answered yet, and is no refusal:
 * platforms send it on every page, just before they tell what the visitor chose long ago. Where the
 * region is not known, a default for some regions may well be meant, so that one that denies does.
 *
 * @param region - `undefined` where it is not known.
 */
export function answerOf(
  { defaults, updates }: ConsentState,
  type: string,
  region: string | undefined,
): boolean | null {
  const updated = updates[type];
  if (updated === 'granted' || updated === 'denied') return updated === 'granted';
  let best = -1;
  let granted = false;
  for (const { region: regions, types } of defaults) {
    if (types[type] === undefined) continue;
    const isGranted = types[type] === 'granted';
    if (regions.length > 0 && region === undefined) {
      if (!isGranted) return null;
      continue;
    }
    const fits = regions.filter((r) => region === r || region?.startsWith(`${r}-`));
    const rank = regions.length ? Math.max(-1, ...fits.map((r) => r.length)) : 0;
    if (rank >= best && rank >= 0) {
      best = rank;
      granted = isGranted;
    }
  }
  return granted || null;
}

/**
 * Follows Google's consent commands, `gtag('consent', 'default' | 'update', …)`.
 *
 * Nothing is read from Google's tags themselves, which need not be there. A default that grants is
 * passed on after its `wait_for_update`, unless an update came first.
 */
export function startConsentMode(win: Page, settings: Partial<ConsentModeSettings>): void {
  const { layer = 'dataLayer', region } = settings;
  const map = { ...CONSENT_MODE_MAPPING, ...settings.map };
  const say = createVoice(win, 'consent-mode');
  let state: ConsentState = { defaults: [], updates: {} };
  let last = '';
  const tell = guard(() => {
    const opinion: Opinion = decide(map, (type) => answerOf(state, type, region));
    const text = JSON.stringify(opinion);
    if (text !== last) say(opinion);
    last = text;
  });
  followLayer(win, layer, (entry) => {
    const command = readConsentCommand(entry);
    if (!command) return;
    if (command.kind === 'update') {
      state = { ...state, updates: { ...state.updates, ...command.types } };
      tell();
    } else {
      state = { ...state, defaults: [...state.defaults, command] };
      win.setTimeout(tell, command.waitMs);
    }
  });
}
