import type { EventId, Params } from '@inkling/engine';

/** An event as a file holds it: of somebody, and perhaps without a session. */
export interface RawEvent {
  readonly visitor: string;
  /** Whole milliseconds since the epoch. */
  readonly t: number;
  /** Place in the input, from 0: decides between events of the same instant. */
  readonly n: number;
  readonly type: string;
  /** A number is the session's start in ms, a text another system's name for it, `null` none. */
  readonly session: number | string | null;
  /** Ours when it is a pair, another system's when it is a text; repeated ones count once. */
  readonly id: EventId | string | null;
  readonly params: Params;
}

/** What a reader found on a line that it cannot use. */
export type BadEventCode =
  | 'not-json'
  | 'not-an-object'
  | 'bad-row'
  | 'line-too-long'
  | 'no-visitor'
  | 'no-time'
  | 'bad-time'
  | 'no-type'
  | 'bad-session'
  | 'bad-id'
  | 'bad-params'
  | 'params-too-large'
  | 'params-too-deep';

/** A line that is no event. */
export interface BadEvent {
  /** From 1. */
  readonly line: number;
  readonly code: BadEventCode;
  /** For people; holds nothing of the event but the name of the field. */
  readonly detail: string;
}

/** One line of a file: an event, a fault, or (left out by the map) `null`. */
export type ReadResult = RawEvent | BadEvent | null;

/** Whether a line was no event. */
export function isBad(result: RawEvent | BadEvent): result is BadEvent {
  return 'code' in result;
}
