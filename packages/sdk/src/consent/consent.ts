/** What a visitor may allow or refuse, each by itself. */
export type Purpose = 'storage' | 'personalization' | 'measurement' | 'advertising' | 'identity';

/** The visitor's choice; a purpose that is missing has not been decided. */
export type Choices = { readonly [P in Purpose]?: boolean };

/** What the visitor allows at this moment. */
export interface Consent {
  /** True only for a plain yes: what is undecided is not allowed. */
  allows(purpose: Purpose): boolean;
  /** True while nobody has decided about storage yet. */
  readonly undecided: boolean;
  readonly choices: Choices;
  /**
   * Lays new choices over the old ones.
   *
   * @param silent - Set where the choice must not be kept: it came from there, or nothing may stay.
   */
  set(choices: Choices, silent?: boolean): void;
}

/** A no to everything. */
export const DENIED: Choices = {
  storage: false,
  personalization: false,
  measurement: false,
  advertising: false,
  identity: false,
};

const PURPOSES = Object.keys(DENIED) as Purpose[];
const ALL: Choices = Object.fromEntries(PURPOSES.map((purpose) => [purpose, true]));

/** Keeps only purposes that we know and plain booleans; A01: never merges a foreign object. */
function readChoices(from: unknown): Choices {
  const out: { [P in Purpose]?: boolean } = {};
  if (typeof from !== 'object' || from === null) return out;
  for (const purpose of PURPOSES) {
    const value: unknown = Object.hasOwn(from, purpose) ? (from as Choices)[purpose] : null;
    if (typeof value === 'boolean') out[purpose] = value;
  }
  return out;
}

/** Reads choices that were kept as text; none from a text that is missing or broken. */
export function parseChoices(kept: string | null): Choices {
  try {
    return readChoices(JSON.parse(kept ?? ''));
  } catch {
    return {};
  }
}

/**
 * Starts from the choice that was kept, else from the site's default.
 *
 * A refusal is kept too: it is what the visitor asked for, and needs no other consent.
 *
 * Global Privacy Control, when it is exactly `true`, refuses advertising whatever else is said.
 *
 * @param needed - Whether the site must ask first; otherwise everything is allowed until refused.
 * @param kept - What `keep` was last given.
 * @param keep - Called with each choice, as text.
 */
export function createConsent(
  needed: boolean,
  gpc: unknown,
  kept: string | null,
  keep: (choices: string) => void,
): Consent {
  const limit: Choices = gpc === true ? { advertising: false } : {};
  let choices: Choices = { ...(needed ? {} : ALL), ...parseChoices(kept), ...limit };
  return {
    allows: (purpose) => choices[purpose] === true,
    get undecided() {
      return choices.storage === undefined;
    },
    get choices() {
      return choices;
    },
    set(next, silent) {
      choices = { ...choices, ...readChoices(next), ...limit };
      if (!silent) keep(JSON.stringify(choices));
    },
  };
}
