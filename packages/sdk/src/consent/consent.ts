const PURPOSES = ['storage', 'personalization', 'measurement', 'advertising', 'identity'] as const;

/** What a visitor may allow or refuse, each by itself. */
export type Purpose = (typeof PURPOSES)[number];

/** The visitor's choice; a purpose that is missing has not been decided. */
export type Choices = { readonly [P in Purpose]?: boolean };

/** What the visitor allows at this moment. */
export interface Consent {
  /** True only for a plain yes: what is undecided is not allowed. */
  allows(purpose: Purpose): boolean;
  /** True while nobody has decided about storage yet. */
  undecided(): boolean;
  choices(): Choices;
  /** Lays new choices over the old ones, and keeps them. */
  set(choices: unknown): void;
  /**
   * Bars purposes, whatever the visitor allows, because the site has been told to stop. It is no
   * refusal: what is kept stays.
   *
   * @param purposes - A text that holds their names, or none; it replaces the one before.
   */
  bar(purposes: string): void;
  /** Takes over what another tab has kept. */
  reload(): void;
  /** Refuses everything, and keeps nothing, not even that. */
  deny(): void;
}

const isPurpose = (name: string): name is Purpose => PURPOSES.includes(name as Purpose);
const every = (value: boolean): Choices =>
  Object.fromEntries(PURPOSES.map((purpose) => [purpose, value]));

/**
 * Starts from the choice that was kept, else from the site's default.
 *
 * A refusal is kept too: it is what the visitor asked for, and needs no other consent. Global
 * Privacy Control, when it is exactly `true`, refuses advertising whatever else is said.
 *
 * @param granted - Whether the site need not ask: everything is allowed until refused.
 * @param read - Gives what `keep` was last given, `null` for nothing.
 * @param keep - Called with each choice, as text.
 * @param readBar - Gives the purposes that are barred, `null` where nothing is kept.
 */
export function createConsent(
  granted: boolean,
  gpc: unknown,
  read: () => string | null,
  keep: (choices: string) => void,
  readBar: () => string | null = () => null,
): Consent {
  let barred = '';
  let choices: Choices = granted ? every(true) : {};
  /** Takes only purposes that we know and plain booleans: a foreign object is never merged. */
  const lay = (from: unknown): void => {
    const next: { [P in Purpose]?: boolean } = { ...choices };
    for (const [purpose, value] of Object.entries(Object(from))) {
      if (isPurpose(purpose) && typeof value === 'boolean') next[purpose] = value;
    }
    if (gpc === true) next.advertising = false;
    choices = next;
  };
  const reload = (): void => {
    barred = readBar() ?? barred;
    let kept: unknown;
    try {
      kept = JSON.parse(read() as string); // `null` is the text `null` here; throwing takes ms.
    } catch {
      // Damaged: what holds without a choice holds.
    }
    lay(kept);
  };
  reload();
  return {
    allows: (purpose) => choices[purpose] === true && !barred.includes(purpose),
    undecided: () => choices.storage === undefined,
    choices: () => choices,
    set(next) {
      lay(next);
      keep(JSON.stringify(choices));
    },
    bar(purposes) {
      barred = purposes;
    },
    reload,
    deny() {
      choices = every(false);
    },
  };
}
