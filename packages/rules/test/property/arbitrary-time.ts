import fc from 'fast-check';

/**
 * Instants that collide: sums of the few lengths that rules use, one millisecond more or less.
 */
export const LENGTHS = ['1m', '10m', '1h', '1d'] as const;
const MS: { readonly [length: string]: number } = {
  '1m': 60_000,
  '10m': 600_000,
  '30m': 1_800_000,
  '1h': 3_600_000,
  '1d': 86_400_000,
};

/** A place in time to live in: zone, and an instant that things happen around. */
export interface Place {
  readonly zone: string;
  readonly start: number;
}

/** Around plain days, and around the days on which clocks change or a year leaps. */
export const PLACES: readonly Place[] = [
  { zone: 'UTC', start: Date.UTC(2026, 0, 5) },
  { zone: 'UTC', start: Date.UTC(2024, 1, 28, 12) },
  { zone: 'Europe/Berlin', start: Date.UTC(2026, 2, 28, 22) },
  { zone: 'Europe/Berlin', start: Date.UTC(2026, 9, 24, 21) },
  { zone: 'America/Sao_Paulo', start: Date.UTC(2018, 10, 3, 12) },
  { zone: 'America/Sao_Paulo', start: Date.UTC(2018, 1, 17, 20) },
  { zone: 'Australia/Lord_Howe', start: Date.UTC(2026, 3, 4, 10) },
];

/** Milliseconds after a start: up to three lengths, and at most 1 ms off. */
export const offset: fc.Arbitrary<number> = fc
  .tuple(
    fc.array(fc.constantFrom(...Object.values(MS)), { maxLength: 3 }),
    fc.constantFrom(0, 0, 0, -1, 1),
  )
  .map(([lengths, nudge]) => Math.max(0, lengths.reduce((sum, ms) => sum + ms, 0) + nudge));

/** A length as rule files write it. */
export const length: fc.Arbitrary<string> = fc.constantFrom(...LENGTHS);
