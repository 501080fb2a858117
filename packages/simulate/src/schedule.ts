import { type Calendar, DAY } from '@inkling/engine';
import type { Archetype } from './archetypes.ts';
import { exponential, pickWeighted, poisson, type Random, share } from './random.ts';

const HOUR_MS = 3_600_000;

/**
 * Visits that begin in each hour of the local day, in relation to each other: quiet nights, a
 * peak at breakfast and the highest in the evening. An assumption; the busiest hour is 1.7 times
 * the mean one.
 */
export const HOURS = [
  ...[20, 12, 8, 6, 8, 20, 45, 70, 80, 75, 70, 72],
  ...[80, 75, 68, 66, 68, 74, 82, 95, 102, 95, 70, 40],
] as const;

/** Monday to Sunday. */
const WEEKDAYS = [1.05, 1.05, 1.03, 1.02, 0.98, 0.9, 0.97] as const;

/**
 * Instants at which a visitor comes, rising; at least one.
 *
 * @param first - Day number of the simulation's first day, of `days`.
 */
export function scheduleVisits(
  archetype: Archetype,
  { first, days }: { readonly first: number; readonly days: number },
  calendar: Calendar,
  random: Random,
): number[] {
  const { visitsADay, lapsesAfter } = archetype;
  // Those who return are known for the most part; those who do not are new every day.
  const began = Math.floor(days * share(random) ** (visitsADay > 0 ? 3 : 1));
  const lapsed = lapsesAfter === null ? days : began + 1 + exponential(random, lapsesAfter);
  const visits: number[] = [];
  for (let day = began; day < Math.min(days, lapsed); day++) {
    const start = calendar.start(DAY, first + day);
    const mean = visitsADay * (WEEKDAYS[(((first + day + 3) % 7) + 7) % 7] ?? 1);
    const count = poisson(random, mean) + (day === began ? 1 : 0);
    for (let i = 0; i < count; i++) {
      visits.push(start + Math.floor((pickWeighted(random, HOURS) + share(random)) * HOUR_MS));
    }
  }
  return visits.sort((a, b) => a - b);
}
