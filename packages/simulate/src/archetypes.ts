/** A kind of visitor: how often they come, and what they do. */
export interface Archetype {
  readonly name: string;
  /** Share of the population, in [0, 1]; all shares add up to 1. */
  readonly share: number;
  /** Mean visits a day after the first; 0 for visitors who never return. */
  readonly visitsADay: number;
  /** Mean pages a visit. */
  readonly pages: number;
  /** Mean engaged time on a page, ms. */
  readonly readMs: number;
  /** Chance that a page shows a product. */
  readonly shops: number;
  /** Chance that a product looked at is bought. */
  readonly buys: number;
  /** Chance of each other act that the rules speak of, on each page. */
  readonly acts: number;
  /** Mean days of coming before staying away for good; `null` for those who stay. */
  readonly lapsesAfter: number | null;
}

/** The population that is simulated. Shares are assumptions, not measurements. */
export const ARCHETYPES: readonly Archetype[] = [
  {
    name: 'fly-by',
    share: 0.55,
    ...{ visitsADay: 0, pages: 1.3, readMs: 15_000 },
    ...{ shops: 0.02, buys: 0, acts: 0.002, lapsesAfter: null },
  },
  {
    name: 'occasional',
    share: 0.21,
    ...{ visitsADay: 0.08, pages: 2, readMs: 40_000 },
    ...{ shops: 0.05, buys: 0.02, acts: 0.01, lapsesAfter: null },
  },
  {
    name: 'regular',
    share: 0.1,
    ...{ visitsADay: 0.5, pages: 3, readMs: 60_000 },
    ...{ shops: 0.05, buys: 0.03, acts: 0.02, lapsesAfter: null },
  },
  {
    name: 'loyal',
    share: 0.04,
    ...{ visitsADay: 1.4, pages: 5, readMs: 90_000 },
    ...{ shops: 0.03, buys: 0.05, acts: 0.05, lapsesAfter: null },
  },
  {
    name: 'shopper',
    share: 0.06,
    ...{ visitsADay: 0.25, pages: 5, readMs: 25_000 },
    ...{ shops: 0.7, buys: 0.12, acts: 0.01, lapsesAfter: null },
  },
  {
    name: 'lapsing',
    share: 0.04,
    ...{ visitsADay: 0.8, pages: 3, readMs: 60_000 },
    ...{ shops: 0.05, buys: 0.03, acts: 0.02, lapsesAfter: 8 },
  },
];
