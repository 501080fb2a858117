import type { ActivationProgram } from './assign/program.ts';
import type { Code } from './code.ts';
import type { SessionRules } from './session.ts';

/**
 * A rule file as machines read it: checked, deduplicated and ordered by the compiler, so that the
 * browser only has to look at format, version and bounds.
 *
 * It holds no names, objectives, owners or notes: competitors read it too.
 */
export interface Program extends ActivationProgram {
  readonly format: 1;
  readonly site: string;
  readonly currency: string;
  readonly session: SessionRules;
  readonly zone: Zone;
  readonly record: RecordPlan;
  readonly segments: readonly ProgramSegment[];
  readonly conversions: readonly ProgramConversion[];
  /** Whether the measures beyond the core are used, so that their chunk must be loaded first. */
  readonly extra: boolean;
  /** What the engine runs; see `code.ts`. */
  readonly code: ProgramCode;
}

/**
 * Offsets of the site's zone, so that no runtime asks `Intl`: `offsets[i]` minutes east of UTC
 * hold from `from[i]` (ms since the epoch) until `from[i + 1]`; `from[0]` is `-Infinity`, written
 * as `null`.
 */
export interface Zone {
  readonly name: string;
  readonly from: readonly (number | null)[];
  readonly offsets: readonly number[];
}

/** What must be written to the log, and for how long it is kept. */
export interface RecordPlan {
  /**
   * How long page views, sessions and GA4 ecommerce are kept where `types` names no longer time, ms;
   * `null` for all time. Absent where a site does not keep all of them.
   */
  readonly baseline?: number | null;
  /** Event type → how long it is kept, ms; `null` for all time. `*` stands for every type. */
  readonly types: { readonly [type: string]: number | null };
}

/** One segment of a program. Its index is the segment's number in `code`. */
export interface ProgramSegment {
  readonly id: string;
  /** Hash of the definition: equal for equal rules, whatever they are called. */
  readonly def: string;
  /**
   * Marked when the answer depends on the current page, session or context, so that it must not
   * decide a first frame.
   */
  readonly volatile?: true;
}

/** An event that counts as a conversion, by matcher number in `code`. */
export interface ProgramConversion {
  readonly id: string;
  readonly matcher: number;
  /** Param that holds the value in money; `null` for none. */
  readonly value: string | null;
}

/** Streams, leaves and nodes as nested arrays of numbers and strings. */
export type ProgramCode = Code;

/**
 * What `rules.json` carries: a program and who it is for.
 *
 * The browser refuses one whose `site` or `env` is not its own, whose `seq` is not above the one
 * it holds, or whose `expires` has passed; it then keeps the last good one.
 */
export interface Bundle {
  readonly format: 1;
  readonly site: string;
  readonly env: 'live' | 'staging' | 'development';
  /** Rises with every publication, roll-backs included. */
  readonly seq: number;
  /** Ms since the epoch. */
  readonly issued: number;
  /** Ms since the epoch. */
  readonly expires: number;
  /** What the site's browsers report; everything, exactly, when left out. */
  readonly reports?: ReportMode;
  readonly program: Program;
  /** Rules on their way to everybody, and how far they are; absent when there are none. */
  readonly next?: NextRules;
  /** Rules to be evaluated in silence beside these; absent when there are none. */
  readonly shadow?: SideRules;
}

/** Names a signed `SideBundle` that goes with a bundle. */
export interface SideRules {
  /** Its sequence, which no bundle of the environment shares. */
  readonly seq: number;
  /** SHA-256 of its payload, base64url: its address, `…/blobs/HASH.json`. */
  readonly hash: string;
}

/** Names the rules that a part of all browsers evaluates in place of the bundle's own. */
export interface NextRules extends SideRules {
  /** Browsers for which `isRolledOut` holds take them; 1 to 99. */
  readonly percent: number;
}

/** What leaves browsers: nothing, exact rows, or one randomised bit a day. */
export type ReportMode =
  | { readonly mode: 'off' | 'exact' }
  | {
      readonly mode: 'randomised';
      /** Privacy loss of one answer. */
      readonly epsilon: number;
    };
