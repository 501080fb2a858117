import type { Population } from '@inkling/engine';
import type { Rules } from '@inkling/rules';

/**
 * Breakpoints of one signal at the most; a percentile is right to one per cent then. Of a value that
 * grows with time the engine looks at each of them, so more would cost their square.
 */
const MOST = 100;

/** The signals that some `percentile` of the rules speaks of. */
export function percentileSignals(rules: Rules): ReadonlySet<string> {
  const found = new Set<string>();
  const walk = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return;
    const { kind, signal } = part as { readonly kind?: unknown; readonly signal?: unknown };
    if (kind === 'percentile' && typeof signal === 'string') found.add(signal);
    for (const inner of Object.values(part)) walk(inner);
  };
  walk(rules.segments);
  walk(rules.signals);
  walk(rules.models);
  return found;
}

/**
 * Makes the breakpoints that a site's own visitors give.
 *
 * @param numbers - By signal: its value for each visitor who has it, in any order.
 * @returns Nothing for a signal that nobody has.
 */
export function createPopulation(numbers: ReadonlyMap<string, readonly number[]>): Population {
  const entries = [...numbers].flatMap(([signal, values]) => {
    if (values.length === 0) return [];
    const sorted = Float64Array.from(values).sort();
    return [[signal, breakpointsOf(sorted)] as const];
  });
  return Object.fromEntries(entries);
}

function breakpointsOf(sorted: Float64Array): Population[string] {
  const chosen = distinctPlaces(sorted);
  return {
    values: chosen.map((place) => sorted[place] as number),
    below: chosen.map((place) => place / sorted.length),
  };
}

/**
 * The place at which each different value begins, which is how many are strictly below it; of
 * many, those at equal steps of visitors.
 */
function distinctPlaces(sorted: Float64Array): readonly number[] {
  const starts: number[] = [];
  for (let i = 0; i < sorted.length; i++)
    if (i === 0 || sorted[i] !== sorted[i - 1]) starts.push(i);
  if (starts.length <= MOST) return starts;
  const chosen = new Set<number>();
  let next = 0;
  for (let k = 0; k < MOST; k++) {
    const wanted = (k / MOST) * sorted.length;
    while (next + 1 < starts.length && (starts[next + 1] as number) <= wanted) next++;
    chosen.add(starts[next] as number);
  }
  return [...chosen];
}
