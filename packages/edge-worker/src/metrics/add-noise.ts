import type { Metric, ReportRow } from '@inkling/report';

/** Sums whose single contributions have no small bound: no noise that hid one would leave them. */
const UNBOUNDED: ReadonlySet<Metric> = new Set(['engaged', 'revenue']);

/**
 * Adds noise to cells before anything else is decided about them: to each its own draw of the
 * discrete Laplace distribution (Ghosh, Roughgarden and Sundararajan 2009), with which a cell that
 * one more unit is counted in becomes at most e^ε times as likely to show any value.
 *
 * A unit is a browser where a metric counts it once a day, and one event where it counts events.
 * Money and seconds are left out. A published day is drawn once, and once more when it is final.
 *
 * @param epsilon - Of one cell in one publication; above 0.
 * @param random - Uniform in [0, 1), from a cryptographic source.
 */
export function addNoise(
  rows: readonly ReportRow[],
  epsilon: number,
  random: () => number,
): ReportRow[] {
  const draw = (): number => Math.floor(Math.log(1 - random()) / -epsilon);
  return rows
    .filter(({ metric }) => !UNBOUNDED.has(metric))
    .map((row) => ({ ...row, delta: row.delta + draw() - draw() }));
}
