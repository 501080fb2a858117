import type { InkEvent } from '@inkling/engine';

/** Someone who keeps all segments up to date with a stream of events. */
export interface Contender {
  readonly name: string;
  /** Takes an event of the past; nobody asks for segments yet. Not timed. */
  learn(event: InkEvent): unknown;
  /** Takes one event; all segments are up to date when it returns. */
  add(event: InkEvent): unknown;
  /** The segments that the visitor is in; `null` where the rules cannot be said. */
  inside(): readonly string[] | null;
}
