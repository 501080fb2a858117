import type { InkEvent, RecordedFrom } from '@inkling/engine';
import type { Rules } from '../ast.ts';
import type { ZoneTable } from './local-time.ts';
import type { Truth } from './value.ts';

/** Published breakpoints of a signal: share of visitors strictly below each value. */
export interface Breakpoints {
  /** Values in rising order. */
  readonly values: readonly number[];
  /** `below[i]`: share of the site's visitors, 0 to 1, whose value is below `values[i]`. */
  readonly below: readonly number[];
}

/** How a segment stands at the instant of a world, and how it came to it. */
export interface Standing {
  /** Effective membership; `null` when unknown, which counts as not in. */
  readonly in: Truth;
  /** When the present stay began; `null` when not in. */
  readonly since: number | null;
  /**
   * The instant since which `in` has been known without a break; `Infinity` while it is unknown,
   * `-Infinity` when it always was and nothing that it depends on is missing.
   */
  readonly knownSince: number;
  /** Instants up to now at which effective membership began or ended, in order. */
  readonly changes: readonly { readonly t: number; readonly in: boolean }[];
}

/**
 * All that a question may be asked of: the history up to one instant, and nothing after it.
 *
 * Every measure is a function of a world, computed from its events by looking at all of them.
 */
export interface World {
  readonly rules: Rules;
  readonly zone: ZoneTable;
  readonly recordedFrom: RecordedFrom;
  readonly breakpoints: { readonly [signal: string]: Breakpoints };
  /** The instant that is asked about, ms since the epoch. */
  readonly now: number;
  /** Events with `t <= now`, in event order, each once; repeats of purchases among them. */
  readonly recorded: readonly InkEvent[];
  /** The same without the repeats of purchases: what measures count. */
  readonly events: readonly InkEvent[];
  /** Standing of a segment at this instant. */
  standing(segment: string): Standing;
}
