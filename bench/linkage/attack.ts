import type { Report } from '@inkling/report';
import type { Request } from './population.ts';

/** How well an attacker links. */
export interface Success {
  /** Share of the targets for which the guess came from the same browser. */
  readonly hits: number;
  /** The same share for a blind guess. */
  readonly chance: number;
  readonly targets: number;
}

/** What a request says of its sender that may be true again on another day. */
interface Features {
  readonly marks: readonly string[];
  /** Ms after midnight. */
  readonly time: number;
}

const DAY_MS = 86_400_000;

/**
 * Takes requests of one day and guesses, for each, which request of an earlier day came from the
 * same browser: the one with most in common, where what is rare counts for more, what both say of
 * the same lease counts, and of equals the one nearest in the hour of the day.
 *
 * @param requests - All of them; the attacker looks at bodies, days and times, never at `browser`.
 * @param most - Targets that are tried.
 */
export function attack(requests: readonly Request[], most: number): Success {
  const features = new Map(requests.map((request) => [request, featuresOf(request)]));
  const days = [...new Set(requests.map(({ day }) => day))].sort((a, b) => a - b);
  const byDay = new Map(days.map((day) => [day, requests.filter((one) => one.day === day)]));
  let [hits, chance, targets] = [0, 0, 0];
  const step = Math.max(1, Math.ceil(requests.length / most));
  for (let i = 0; i < requests.length; i += step) {
    const target = requests[i]!;
    const before = byDay.get(target.day - 1) ?? [];
    const own = before.filter(({ browser }) => browser === target.browser).length;
    // Who was not there the day before cannot be found; such targets are left out, in the
    // attacker's favour.
    if (own === 0) continue;
    targets++;
    chance += own / before.length;
    if (guess(target, before, features)?.browser === target.browser) hits++;
  }
  return { hits: hits / targets, chance: chance / targets, targets };
}

function guess(
  target: Request,
  before: readonly Request[],
  features: ReadonlyMap<Request, Features>,
): Request | undefined {
  const counts = new Map<string, number>();
  for (const one of before) {
    for (const mark of features.get(one)!.marks) counts.set(mark, (counts.get(mark) ?? 0) + 1);
  }
  const own = features.get(target)!;
  const wanted = new Set(own.marks);
  let best: Request | undefined;
  let bestScore = Number.NEGATIVE_INFINITY;
  for (const one of before) {
    const theirs = features.get(one)!;
    let score = -Math.abs(theirs.time - own.time) / DAY_MS / 10;
    for (const mark of theirs.marks) {
      // A mark that is not shared speaks against, a little.
      score += wanted.has(mark) ? Math.log(before.length / counts.get(mark)!) : -0.2;
    }
    if (score > bestScore) [best, bestScore] = [one, score];
  }
  return best;
}

function featuresOf({ report, at }: Request): Features {
  return { marks: [...new Set(marksOf(report))], time: at % DAY_MS };
}

function marksOf({ rows }: Report): string[] {
  const held = rows.filter(({ metric }) => metric === 'in').map(({ subject }) => subject);
  return [
    // Each segment, each pair of them, and all together.
    ...held,
    ...held.flatMap((a, i) => held.slice(i + 1).map((b) => [a, b].sort().join('+'))),
    ...(held.length > 2 ? [[...held].sort().join('+')] : []),
    // A lease by the day it ends on: a minus names the very day that its plus named.
    ...rows
      .filter(({ metric }) => metric === 'stock')
      .map((row) => `lease ${row.subject} ${Date.parse(row.day) / DAY_MS + Number(row.bucket)}`),
    ...rows
      .filter(({ metric }) => metric === 'retained')
      .map((row) => `cohort ${row.subject} ${row.bucket}`),
  ];
}
