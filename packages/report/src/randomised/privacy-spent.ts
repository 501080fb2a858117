import { type BitState, LEDGER_DAYS } from './contribute-bit.ts';

/** What could at most have been learnt of a browser by whoever knew which bits are its own. */
export interface PrivacySpent {
  /** ε of today. */
  readonly day: number;
  /** ε of the last 30 days, today included. Answers that were repeated cost nothing again. */
  readonly month: number;
}

/** Adds up the ε of a browser's answers. @param today - Day number. */
export function privacySpent(
  state: BitState | null,
  { epsilon, today }: { readonly epsilon: number; readonly today: number },
): PrivacySpent {
  const days = (state?.at ?? []).filter((day) => day > today - LEDGER_DAYS && day <= today);
  return {
    day: days.filter((day) => day === today).length * epsilon,
    month: days.length * epsilon,
  };
}

/**
 * The most that a site's mode can cost anybody: one answer a day, and one for each segment and
 * truth, as long as definitions stay.
 */
export function privacyMost(epsilon: number, segments: number): PrivacySpent {
  return { day: epsilon, month: Math.min(LEDGER_DAYS, 2 * segments) * epsilon };
}
