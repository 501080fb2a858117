/** A value that JSON can carry. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

/** The parameters of an event, under GA4's names; at most 8 KiB of JSON and 8 levels deep. */
export type Params = { readonly [key: string]: JsonValue };

/** Who wrote an event: the tab, and that tab's own running number (a whole number from 0). */
export type EventId = readonly [tab: string, n: number];

/**
 * One thing a visitor did, as it is stored, evaluated and exported.
 *
 * An event never changes once it has an id, and everything Inkling knows of a visitor is a
 * function of the set of these; the order of their arrival carries no meaning.
 */
export interface InkEvent {
  readonly id: EventId;
  /** Whole milliseconds since the Unix epoch. */
  readonly t: number;
  /** A GA4 event name (`page_view`, `purchase`, …) or a custom one. */
  readonly type: string;
  /**
   * The session's start, in milliseconds since the Unix epoch, which is also its name: two tabs
   * that open a session at once agree on the smaller one.
   */
  readonly session: number;
  readonly params: Params;
}

/**
 * The one order of events: by `t`, then by tab (as UTF-16 code units), then by number.
 *
 * @returns Negative when `a` comes first, positive when `b` does, 0 for the same id at the same t.
 */
export function compareEvents(a: InkEvent, b: InkEvent): number {
  if (a.t !== b.t) return a.t - b.t;
  const [tabA, nA] = a.id;
  const [tabB, nB] = b.id;
  if (tabA !== tabB) return tabA < tabB ? -1 : 1;
  return nA - nB;
}
