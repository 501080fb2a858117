import type { InkEvent } from '@inkling/engine';

const DAY_MS = 86_400_000;
const CATEGORIES = 20;
/** Windows of the rules, days. */
const WINDOWS = [1, 2, 3, 7, 14, 21, 30, 45, 60, 90];
export const SPAN_MS = 90 * DAY_MS;
export const NOW = Date.UTC(2026, 2, 1);

/** One rule, in a form that every competitor can be given. */
export interface Task {
  readonly id: string;
  readonly type: 'page_view' | 'purchase';
  /** `null` for all categories. */
  readonly category: string | null;
  /** Adds up `value` instead of counting. */
  readonly sums: boolean;
  readonly withinMs: number;
  /** The least that is needed; 0 asks for none at all. */
  readonly least: number;
}

/**
 * Counts and sums in windows from 1 to 90 days, absences, and category filters, a quarter each of
 * counts by category, sums, absences and counts of all.
 */
export function makeTasks(size: number): Task[] {
  return Array.from({ length: size }, (_, i) => {
    const kind = i % 4;
    const category = kind === 3 ? null : `c${(i >> 2) % CATEGORIES}`;
    const days = WINDOWS[(i * 7 + (i >> 3)) % WINDOWS.length]!;
    const usual = kind === 3 ? 8 * days : days;
    return {
      id: `s${i}`,
      type: kind === 1 || kind === 2 ? 'purchase' : 'page_view',
      category,
      sums: kind === 1,
      withinMs: days * DAY_MS,
      least:
        kind === 2 ? 0 : kind === 1 ? 5 * (1 + (i % 9)) : Math.max(1, (usual * (1 + (i % 5))) >> 1),
    };
  });
}

/** The rule file of those tasks. */
export function ruleFile(tasks: readonly Task[]): unknown {
  return {
    format: 1,
    site: 'bench',
    timezone: 'UTC',
    currency: 'EUR',
    segments: Object.fromEntries(
      tasks.map(({ id, type, category, sums, withinMs, least }) => [
        id,
        {
          enter: {
            ...(sums ? { sum: type, field: 'value' } : { count: type }),
            ...(category === null ? {} : { where: { category } }),
            within: `${withinMs / DAY_MS}d`,
            ...(least === 0 ? { eq: 0 } : { gte: least }),
          },
        },
      ]),
    ),
  };
}

/** A small generator of numbers in [0, 1), the same for one seed everywhere. */
export function randomOf(seed: number): () => number {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), a | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Events of one visitor, evenly over a stretch of time: nine page views to a purchase.
 *
 * @param every - Distance between two events, ms.
 */
export function makeEvents(size: number, from: number, every: number, seed: number): InkEvent[] {
  const random = randomOf(seed);
  return Array.from({ length: size }, (_, i) => {
    const isPurchase = random() < 0.1;
    return {
      id: ['tab', seed * 10_000_000 + i] as const,
      t: Math.round(from + i * every),
      type: isPurchase ? 'purchase' : 'page_view',
      session: from,
      params: {
        category: `c${Math.floor(random() * CATEGORIES)}`,
        ...(isPurchase ? { value: Math.round(random() * 1000) / 100 } : {}),
      },
    };
  });
}
