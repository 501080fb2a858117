import type { Membership, Program } from '@inkling/engine';
import { dayName, dayNumber } from '../calendar.ts';
import type { ReportRow } from '../row.ts';

/** What a browser has said in randomised mode. Plain JSON. */
export interface BitState {
  readonly v: 1;
  /** Day number of the last bit; −1 before the first. */
  readonly day: number;
  /** Answers drawn so far, by `segment/def/0` for being out and `…/1` for being in. */
  readonly seen: { readonly [key: string]: 0 | 1 };
  /** Day numbers of the last 30 days on which an answer was drawn; see `privacySpent`. */
  readonly at: readonly number[];
}

/** One step of the engine in which somebody visits. */
export interface BitStep {
  /** By the corrected clock, ms since the epoch. */
  readonly t: number;
  readonly program: Pick<Program, 'zone' | 'segments'>;
  /** After the step, in any order. */
  readonly memberships: readonly Membership[];
  /** Privacy loss of one answer; above 0. */
  readonly epsilon: number;
  /** A uniform whole number from 0 to 2³² − 1, from a cryptographic source. */
  readonly random: () => number;
}

/** Days over which the loss is added up. */
export const LEDGER_DAYS = 30;

/**
 * The chance of answering against the truth: 1 / (1 + e^ε). So an answer is at most e^ε times as
 * likely from a browser that is in a segment as from one that is not (Warner's randomised response,
 * 1965).
 */
export function flipChance(epsilon: number): number {
  return 1 / (1 + Math.exp(epsilon));
}

/**
 * Randomised mode: on the first visit of a day the browser draws one of all segments, each as
 * likely, and says one bit about it, which may be untrue. Nothing else is sent.
 *
 * The answer is drawn once for each segment, definition and truth, and repeated whenever they come
 * up again: asking again tells nothing more.
 *
 * @param saved - What the last call gave; `null` on the first one ever, and after lost history.
 * @returns One row, or none when the day has one or there are no segments.
 */
export function contributeBit(
  saved: BitState | null,
  { t, program, memberships, epsilon, random }: BitStep,
): { readonly state: BitState; readonly rows: readonly ReportRow[] } {
  const today = dayNumber(t, program.zone);
  const state = saved ?? { v: 1, day: -1, seen: {}, at: [] };
  const { segments } = program;
  if (today <= state.day || segments.length === 0) return { state, rows: [] };
  const { id, def } = segments[random() % segments.length]!;
  const isIn = memberships.some((one) => one.segment === id && one.in);
  const truth = isIn ? 1 : 0;
  const key = `${id}/${def}/${truth}`;
  const flip = random() / 2 ** 32 < flipChance(epsilon);
  const known = Object.hasOwn(state.seen, key);
  const answer = known ? state.seen[key]! : flip ? 1 - truth : truth;
  const at = state.at.filter((day) => day > today - LEDGER_DAYS);
  return {
    state: {
      v: 1,
      day: today,
      seen: { ...state.seen, [key]: answer as 0 | 1 },
      at: known ? at : [...at, today],
    },
    rows: [
      {
        ...{ day: dayName(today), subject: id, def, metric: 'bit', delta: 1 },
        bucket: answer ? 'yes' : 'no',
      },
    ],
  };
}
