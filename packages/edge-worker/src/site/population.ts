import type { Program, Population as Shares } from '@inkling/engine';
import { cellRow, dayName, dayNumber } from '@inkling/report';
import { STOCK_DAYS, sizeRows } from '../metrics/size-rows.ts';
import type { Cube } from './cube.ts';
import type { EnvName, SiteSetup } from './setup.ts';
import { lastWeek, signalBreakpoints } from './signal-breakpoints.ts';

/** What machines make of the counts, with a sequence of its own. */
export interface Population {
  readonly v: 1;
  readonly kind: 'population';
  readonly site: string;
  readonly env: EnvName;
  readonly seq: number;
  /** Ms since the epoch. */
  readonly issued: number;
  /** Ms since the epoch. */
  readonly expires: number;
  /** Segments that held at least k browsers on the day before. */
  readonly large: readonly string[];
  /** Breakpoints of signals, for the engine's `percentile`, from the last whole week. */
  readonly signals: Shares;
}

const DAY_MS = 86_400_000;
/** Least size of a segment that may be named outside the page, on a live site. */
const LEAST = 50;
const EXPIRES_MS = 7 * DAY_MS;

/**
 * Tells which segments of a program are large, by what was rolled up until yesterday (UTC), and how
 * the values of signals are spread.
 */
export function makePopulation(
  cube: Cube,
  program: Pick<Program, 'segments' | 'zone'>,
  { setup, seq, now }: { setup: SiteSetup; seq: number; now: number },
): Population {
  const nameOf = (t: number): string => new Date(t).toISOString().slice(0, 10);
  const yesterday = nameOf(now - DAY_MS);
  const parts = cube.read(nameOf(now - STOCK_DAYS * DAY_MS), yesterday);
  const rows = parts.flatMap(({ cells }) => cells.map(([key, value]) => cellRow(key, value)));
  const least = setup.env === 'development' ? 1 : LEAST;
  const sizes = new Map<string, number>();
  for (const { subject, def, arm, delta } of sizeRows(rows, [yesterday])) {
    if (arm === undefined) sizes.set(`${subject}/${def}`, delta);
  }
  const large = program.segments
    .filter(({ id, def }) => (sizes.get(`${id}/${def}`) ?? 0) >= least)
    .map(({ id }) => id);
  const week = lastWeek(dayNumber(now, program.zone));
  const inWeek = rows.filter(({ day }) => day >= dayName(week.from) && day <= dayName(week.to));
  const signals = signalBreakpoints(inWeek, least);
  const { site, env } = setup;
  const expires = now + EXPIRES_MS;
  return { v: 1, kind: 'population', site, env, seq, issued: now, expires, large, signals };
}
