import type { InkEvent, JsonValue } from './event.ts';
import type { Extra } from './extra.ts';
import type { Population } from './kernel.ts';
import type { Coverage, Flips, Membership, RecordedFrom } from './membership.ts';
import type { Program } from './program.ts';

/**
 * Evaluates one visitor's memberships, event by event and instant by instant.
 *
 * It has no clock: `now` is the greatest instant it was given, by an event or by `advance`.
 * Before the first event a visitor is nobody, and in no segment.
 */
export interface Engine {
  readonly program: Program;
  /** The inside of the engine, for '@inkling/engine/explain' alone. */
  readonly core: unknown;
  /** Ms since the epoch; `-Infinity` before anything happened. */
  readonly now: number;
  /**
   * Takes one event. An event equal in id to one already taken is ignored.
   *
   * Late events (before `now`) are placed where they belong, back to the compaction point: the
   * answers afterwards are those of events in order.
   *
   * @returns False when the event lies before the compaction point and was left out.
   */
  add(event: InkEvent): boolean;
  /** Moves time forward, letting windows lapse; an instant before `now` changes nothing. */
  advance(now: number): void;
  /** One entry a segment, in the program's order. */
  memberships(): readonly Membership[];
  /**
   * The instants after `now` at which the segment's membership changes with no further event.
   *
   * @param horizonMs - How far to look; 400 days unless given.
   * @param most - How many instants at the most; 16 unless given.
   */
  flips(segment: string, horizonMs?: number, most?: number): Flips;
  coverage(segment: string): Coverage;
  /** Value of a named signal now; `null` when absent, an array for `list`. */
  value(signal: string): JsonValue;
  /**
   * What an event converts to, by the program's conversions and in their order. A function of the
   * event alone: whether a purchase is a repeated one is not looked at.
   */
  conversions(event: InkEvent): readonly Conversion[];
  /** The earliest instant after `now` at which anything may change; `Infinity` for none. */
  nextInstant(): number;
  /** Changes of effective membership since the last call, in order. */
  drain(): readonly Transition[];
  /**
   * A versioned, checked copy of the state, as JSON can carry it.
   *
   * @param withRecent - Whether it holds the events that may be needed again when one comes
   *   late; without them `recent` must bring them. True unless given.
   */
  save(withRecent?: boolean): EngineState;
  /**
   * Begins anew with the next visitor, as if just made without `saved`: replaying many visitors
   * through one engine saves building it for each.
   */
  reset(): void;
}

/** A change of effective membership at an instant. */
export interface Transition {
  readonly segment: string;
  readonly t: number;
  readonly in: boolean;
}

/** One conversion that an event is. */
export interface Conversion {
  /** As in `ProgramConversion`. */
  readonly id: string;
  /** What it is worth, in whole cents of the site's currency; 0 for nothing, or other money. */
  readonly cents: number;
}

/** What `save` gives and `createEngine` takes back; its inside is the engine's own. */
export interface EngineState {
  readonly v: number;
  readonly now: number;
  readonly data: JsonValue;
}

/** What an engine starts from. */
export interface EngineOptions {
  /** Default: complete history (`{ all: 0 }`). */
  readonly recordedFrom?: RecordedFrom | undefined;
  /**
   * State that `save` gave. One of an earlier program must go through `createMigration` first
   * where that says so; without, `stale-state` is thrown.
   */
  readonly saved?: EngineState;
  /** The second chunk (`extra` of '@inkling/engine/extra'); needed where `program.extra`. */
  readonly extra?: Extra | undefined;
  /** How late events may come at the least, ms behind now; 8 days unless given. */
  readonly lateMs?: number;
  /** Published breakpoints for `percentile`. */
  readonly population?: Population;
  /**
   * The events of the last `lateMs` that `saved` has seen, where it was saved without them; any
   * order.
   */
  readonly recent?: readonly InkEvent[];
}
