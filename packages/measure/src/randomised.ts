import { studentAt } from './distributions.ts';
import type { MetricRow } from './metric-row.ts';

/** An answer of k that is given truly with chance p, and each other one with chance q. */
export interface RandomisedAnswer {
  readonly k: number;
  readonly epsilon: number;
}

/** Chances of generalised randomised response: e^ε to 1 for the truth against any other answer. */
export function answerChances({ k, epsilon }: RandomisedAnswer): { p: number; q: number } {
  const odds = Math.exp(epsilon);
  return { p: odds / (odds + k - 1), q: 1 / (odds + k - 1) };
}

/**
 * The share of those for whom an answer is the truth, from how often it was given (Wang, Blocki, Li
 * and Jha 2017). Unbiased, so it may lie below 0 or above 1.
 *
 * @param n - Answers in all, above 0.
 */
export function trueShare(given: number, n: number, answer: RandomisedAnswer): number {
  const { p, q } = answerChances(answer);
  return (given / n - q) / (p - q);
}

/** Variance of {@link trueShare} where the truth holds for a share of the n who answer. */
export function trueShareVariance(share: number, n: number, answer: RandomisedAnswer): number {
  const { p, q } = answerChances(answer);
  return (q * (1 - q)) / (n * (p - q) ** 2) + (share * (1 - p - q)) / (n * (p - q));
}

/** A segment among a day's visitors, from randomised bits. */
export interface RandomisedSize {
  /** Browsers that answered about this segment. */
  readonly answers: number;
  /** Share of the day's visitors in the segment; unbiased, so not cut to 0 to 1. */
  readonly share: number;
  /** Visitors in the segment: the share of all who answered about anything. */
  readonly size: number;
  /** Standard errors: of randomising, and of asking only some. */
  readonly shareError: number;
  readonly sizeError: number;
  /** 95 % interval of the size. */
  readonly interval: readonly [low: number, high: number];
}

/**
 * The size of a segment on a day, in randomised mode. Every visitor answers about one segment,
 * drawn from all alike, so all answers together count the day's visitors.
 *
 * Answers are repeated on later days: days do not average each other's errors out.
 *
 * @param rows - Of all segments.
 * @returns `null` when nobody answered about the segment.
 */
export function randomisedSize(
  rows: readonly MetricRow[],
  { segment, def, day, epsilon }: { segment: string; def: string; day: string; epsilon: number },
): RandomisedSize | null {
  const bits = rows.filter((row) => row.metric === 'bit' && row.day === day);
  const own = bits.filter((row) => row.subject === segment && row.def === def);
  const add = (some: readonly MetricRow[]): number => some.reduce((sum, row) => sum + row.value, 0);
  const answers = add(own);
  if (answers <= 0) return null;
  const yes = add(own.filter(({ bucket }) => bucket === 'yes'));
  const answer = { k: 2, epsilon };
  const { p, q } = answerChances(answer);
  const share = trueShare(yes, answers, answer);
  const told = yes / answers;
  const shareError = Math.sqrt((told * (1 - told)) / answers) / (p - q);
  const visitors = add(bits);
  const [size, sizeError] = [share * visitors, shareError * visitors];
  const half = studentAt(0.975, Math.max(1, answers - 1)) * sizeError;
  return { answers, share, size, shareError, sizeError, interval: [size - half, size + half] };
}
