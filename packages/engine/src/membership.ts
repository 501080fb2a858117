/** Where a visitor stands in one segment at the engine's present instant. */
export interface Membership {
  readonly segment: string;
  /** Effective membership, after latches and exclusive groups. */
  readonly in: boolean;
  /**
   * False when the answer could differ because of time before recording began; such a visitor
   * counts as not in, also under `not`.
   */
  readonly known: boolean;
  /** The instant at which the present stay began, ms since the epoch; `null` when not in. */
  readonly since: number | null;
}

/**
 * The future of one membership if nothing more happens.
 *
 * `at` holds the instants (ms since the epoch, rising, all after the present) at which the
 * membership changes; the first is `until`. Memberships alternate, so the list and the present
 * state say everything. `truncated` is true when more changes lie inside the horizon than `at`
 * may hold.
 */
export interface Flips {
  readonly at: readonly number[];
  readonly truncated: boolean;
}

/** How far the record behind a segment's answer reaches. */
export interface Coverage {
  /** False when the segment's answer is unknown now. */
  readonly known: boolean;
  /**
   * When the answer becomes known if nothing more happens, ms since the epoch; `null` when it is
   * known already, or never will be (the rule looks at all time).
   */
  readonly knownFrom: number | null;
}

/**
 * From which instant on each kind of event has been recorded, ms since the epoch.
 *
 * `0` means that history is complete, as it is for imported events. A type that is missing here
 * is recorded from `all`; a param recorded later than its type stands under `type.param`.
 */
export interface RecordedFrom {
  readonly all: number;
  readonly byKey?: { readonly [typeOrTypeDotParam: string]: number };
}
