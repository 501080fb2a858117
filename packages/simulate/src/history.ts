import type { Conversion, Engine, InkEvent, Transition } from '@inkling/engine';

/** What one browser saw, from its first event to the end of the simulation. */
export interface History {
  /** In order; no two share a millisecond. */
  readonly events: readonly InkEvent[];
  /** Every instant at which the browser looked at its memberships, rising. */
  readonly looks: readonly number[];
  /** Whether it knew that it had lost an earlier history. */
  readonly lostHistory: boolean;
}

/** What a history means under the rules, known to somebody who sees everything. */
export interface Meaning {
  /** Every change of membership up to the end of the simulation, in order. */
  readonly transitions: readonly Transition[];
  readonly conversions: (event: InkEvent) => readonly Conversion[];
}

/**
 * Says what events mean up to `end`, ms since the epoch.
 *
 * The simulation's own is a second engine that gets the whole history at once; the tests hand in
 * the oracle.
 */
export type Read = (events: readonly InkEvent[], end: number) => Meaning;

/** Reads with an engine of its own, which is begun anew for each history. */
export function readWith(engine: Engine): Read {
  return (events, end) => {
    engine.reset();
    engine.drain();
    for (const event of events) engine.add(event);
    engine.advance(end);
    return { transitions: engine.drain(), conversions: (event) => engine.conversions(event) };
  };
}
