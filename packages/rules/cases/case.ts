/**
 * The form of a case file: rules, what a visitor did, and what must then be true.
 *
 * Instants are ISO texts, or offsets from the case's `start` such as `+7d`, `-1ms` or `+1d12h-1ms`.
 */
export interface CaseFile {
  /** What the file pins, for people. */
  readonly about: string;
  readonly cases: readonly Case[];
}

/** One visitor's story. */
export interface Case {
  readonly name: string;
  /** A rule file; `format` and `site` may be left out. */
  readonly rules: { readonly [key: string]: unknown };
  /** ISO instant that offsets count from; 2026-01-05T00:00:00.000Z, a Monday, unless given. */
  readonly start?: string;
  /** In the order of arrival. */
  readonly events: readonly WrittenEvent[];
  /** What is recorded from when; complete unless given. */
  readonly recordedFrom?: {
    readonly all: string;
    readonly byKey?: { readonly [key: string]: string };
  };
  /** Published breakpoints of signals, by name. */
  readonly breakpoints?: {
    readonly [signal: string]: {
      readonly values: readonly number[];
      readonly below: readonly number[];
    };
  };
  /** In rising order of `at`. */
  readonly expect: readonly Expectation[];
  /** The cell of the matrix that the case fills, if it is one of those. */
  readonly cell?: Cell;
}

/** A measure, a kind of window, and the side of its boundary that something lies on. */
export interface Cell {
  readonly measure: string;
  readonly window: string;
  readonly side: 'before' | 'exactly' | 'after';
}

/** Instant and type; params; and, where they matter, tab, number and session. */
export type WrittenEvent = readonly [
  t: string,
  type: string,
  params?: { readonly [key: string]: unknown },
  more?: { readonly tab?: string; readonly n?: number; readonly session?: string },
];

/** What must be true at an instant; what is left out is not looked at. */
export interface Expectation {
  readonly at: string;
  /** Segments that the visitor is in; all others are out. */
  readonly in?: readonly string[];
  /** Segments whose answer is unknown; all others are known. */
  readonly unknown?: readonly string[];
  /** When the present stay began. */
  readonly since?: { readonly [segment: string]: string | null };
  /** Values of signals; `null` for absent. Lists are compared as sets. */
  readonly values?: { readonly [signal: string]: unknown };
  /** The first instant at which a membership changes by itself; `null` for none in 400 days. */
  readonly until?: { readonly [segment: string]: string | null };
  /** All such instants within 400 days, up to 16. */
  readonly flips?: { readonly [segment: string]: readonly string[] };
  /** When an unknown answer becomes known; `null` for never. */
  readonly knownFrom?: { readonly [segment: string]: string | null };
}
