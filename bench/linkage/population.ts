import type { Membership, Program, Transition } from '@inkling/engine';
import {
  type ContributorState,
  contribute,
  dayNumber,
  type Report,
  type ReportRow,
  splitReports,
} from '@inkling/report';

const DAY_MS = 86_400_000;
const START = Date.parse('2026-01-05T00:00:00Z');

/** A source of whole numbers from 0 to 2³² − 1. */
export type Random = () => number;

/** One request as an edge that keeps everything would have it. */
export interface Request {
  /** Who sent it; the attacker does not see this. */
  readonly browser: number;
  readonly day: number;
  /** Ms since the epoch. */
  readonly at: number;
  readonly report: Report;
}

/** How the population is made. */
export interface PopulationOptions {
  readonly browsers: number;
  readonly days: number;
  readonly segments: number;
  /** Whether each visit sends all it has in one request instead: what we must be better than. */
  readonly whole: boolean;
}

/** A seeded source, so that a run can be had again. */
export function seeded(seed: number): Random {
  let s = seed >>> 0;
  return () => {
    s = (s + 0x6d2b79f5) >>> 0;
    let t = Math.imul(s ^ (s >>> 15), 1 | s);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return (t ^ (t >>> 14)) >>> 0;
  };
}

/**
 * Every request that a population sends, in the order of time.
 *
 * Browsers have tastes that stay: some segments are held by many and some by few, memberships
 * change now and then, and a browser visits at its own hour of the day. Contributor and splitter
 * are the ones that browsers run.
 */
export function simulate(options: PopulationOptions, random: Random): Request[] {
  const requests: Request[] = [];
  for (let browser = 0; browser < options.browsers; browser++) {
    requests.push(...liveOne(browser, options, random));
  }
  return requests.sort((a, b) => a.at - b.at);
}

function liveOne(browser: number, options: PopulationOptions, random: Random): Request[] {
  const chance = (): number => random() / 2 ** 32;
  const program = programOf(options.segments);
  // The i-th segment is held by a share that falls from a half to one in a hundred.
  const share = (i: number): number => 0.5 * 0.02 ** (i / Math.max(1, options.segments - 1));
  const held = new Map<number, number>();
  const keenness = 0.1 + 0.8 * chance() ** 2;
  const hour = 6 + 16 * chance();
  let state: ContributorState | null = null;
  const requests: Request[] = [];
  for (let day = 0; day < options.days; day++) {
    if (chance() > keenness) continue;
    const t = START + day * DAY_MS + (hour + 2 * (chance() - 0.5)) * 3_600_000;
    const transitions: Transition[] = [];
    for (let i = 0; i < options.segments; i++) {
      const first = requests.length === 0;
      if (held.has(i) ? chance() < 0.05 : chance() < (first ? share(i) : share(i) * 0.05)) {
        const into = !held.has(i);
        if (into) held.set(i, t);
        else held.delete(i);
        transitions.push({ segment: `s${i}`, t, in: into });
      }
    }
    const rows: ReportRow[] = [];
    const views = 1 + Math.floor(6 * chance() ** 2);
    for (let view = 0; view < views; view++) {
      const at = t + view * 60_000;
      const next = contribute(state, {
        t: at,
        program,
        memberships: membershipsOf(options.segments, held),
        transitions: view === 0 ? transitions : [],
        dayOf: (instant) => dayNumber(instant, program.zone),
        flips: (segment) => (held.has(segment) ? [at + 30 * DAY_MS] : []),
        event: { id: ['t', at], t: at, type: 'page_view', session: t, params: {} },
        random,
      });
      state = next.state;
      rows.push(...next.rows);
    }
    const reports = options.whole
      ? [wholeReport(rows, random)]
      : splitReports(rows, { site: 'x', random });
    for (const [i, report] of reports.entries()) {
      requests.push({ browser, day, at: t + i * (5_000 + 60_000 * chance()), report });
    }
  }
  return requests;
}

function wholeReport(rows: readonly ReportRow[], random: Random): Report {
  const day = rows[0]?.day ?? '';
  return { v: 1, site: 'x', id: `${day}.${random()}`, rows: rows.filter((row) => row.day === day) };
}

function programOf(segments: number): Pick<Program, 'zone' | 'segments'> {
  return {
    zone: { name: 'UTC', from: [null], offsets: [0] },
    segments: Array.from({ length: segments }, (_, i) => ({ id: `s${i}`, def: `d${i}` })),
  };
}

function membershipsOf(segments: number, held: ReadonlyMap<number, number>): Membership[] {
  return Array.from({ length: segments }, (_, i) => ({
    segment: `s${i}`,
    in: held.has(i),
    known: true,
    since: held.get(i) ?? null,
  }));
}
