import type { Decay, ScoreClause, ScoreMeasure } from '../ast.ts';
import { eventsIn } from './counting.ts';
import type { World } from './world.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Share of its points that an event keeps after an age, in whole units of 2⁻³⁰. */
const WHOLE = 2 ** 30;

/** What is left, in units of 2⁻³⁰, of one whole point at an age in whole minutes. */
export function weight(decay: Decay, ageMinutes: number): number {
  const ageMs = ageMinutes * MINUTE_MS;
  switch (decay.kind) {
    case 'none':
      return WHOLE;
    case 'half-life':
      return Math.round(WHOLE * 2 ** (-ageMs / decay.ms));
    case 'linear': {
      const days = Math.max(0, ageMs - decay.graceMs) / DAY_MS;
      return Math.round(WHOLE * Math.max(0, 1 - decay.perDay * days));
    }
    case 'step': {
      const step = decay.steps.filter(({ afterMs }) => ageMs >= afterMs).at(-1);
      return Math.round(WHOLE * (step?.keep ?? 1));
    }
  }
}

/** Decayed points of one clause, capped. */
function clausePoints(clause: ScoreClause, decay: Decay, world: World): number {
  const window = clause.perSession
    ? ({ kind: 'sessions', count: 1 } as const)
    : ({ kind: 'ever' } as const);
  const points = eventsIn(clause.event, window, world).reduce((sum, event) => {
    const age = Math.floor((world.now - event.t) / MINUTE_MS);
    return sum + clause.points * weight(decay, age);
  }, 0);
  return clause.cap === null ? points / WHOLE : Math.min(points / WHOLE, clause.cap);
}

/** Σ points · decay, each clause capped, then the whole: all on decayed values. */
export function score(measure: ScoreMeasure, world: World): number {
  const sum = measure.clauses.reduce(
    (total, clause) => total + clausePoints(clause, measure.decay, world),
    0,
  );
  return measure.cap === null ? sum : Math.min(sum, measure.cap);
}
