import type { Decay, Measure, ScoreClause } from '../ast.ts';
import { type Context, refuseSaid } from './context.ts';
import { eventTypes, matchOf, whereField } from './event.ts';
import { at, type Path } from './path.ts';
import { list, named, object, optional, required, type Written } from './reader.ts';
import { boolean, duration, number } from './scalars.ts';

const MOST_CLAUSES = 50;
const MOST_STEPS = 20;
const MOST_POINTS = 1e6;

const cap = optional(number('a number above 0', Number.MIN_VALUE, 1e9), null);

const clause = object(
  {
    event: required(eventTypes),
    ...whereField,
    points: required(number('points from -1000000 to 1000000', -MOST_POINTS, MOST_POINTS)),
    cap,
    perSession: optional(boolean, false),
  },
  ({ event, where, points, cap, perSession }): ScoreClause => {
    return { event: matchOf(event, where), points, cap, perSession };
  },
);

const linear = object(
  {
    perDay: required(number('a share of the points from 0 to 1', Number.MIN_VALUE, 1)),
    grace: optional(duration('impossible-window', true), 0),
  },
  ({ perDay, grace }): Decay => ({ kind: 'linear', perDay, graceMs: grace }),
);

const step = object(
  {
    after: required(duration('impossible-window')),
    keep: required(number('a share of the points from 0 to 1', 0, 1)),
  },
  ({ after, keep }) => ({ afterMs: after, keep }),
);

/** What a score adds up, and how it fades; at most one kind of decay. */
export const score = named(
  'score',
  object(
    {
      clauses: required(list(clause, 1, MOST_CLAUSES)),
      halfLife: optional(duration('impossible-window'), null),
      linear: optional(linear, null),
      step: optional(list(step, 1, MOST_STEPS), null),
      cap,
    },
    (parts, path, ctx): Extract<Measure, { kind: 'score' }> | undefined => {
      ctx.cost += parts.clauses.length;
      const decay = decayOf(parts, path, ctx);
      return decay && { kind: 'score', clauses: parts.clauses, decay, cap: parts.cap };
    },
  ),
);

/** How authors write a score. */
export type WrittenScore = Written<typeof score>;

interface DecayParts {
  readonly halfLife: number | null;
  readonly linear: Decay | null;
  readonly step: readonly { readonly afterMs: number; readonly keep: number }[] | null;
}

function decayOf(parts: DecayParts, path: Path | null, ctx: Context): Decay | undefined {
  const { halfLife, linear, step } = parts;
  const given = [halfLife, linear, step].filter((one) => one !== null);
  if (given.length > 1) {
    const expected = 'one of halfLife, linear and step';
    return refuseSaid(ctx, 'conflicting-keys', path, 'several kinds of decay', expected);
  }
  if (halfLife !== null) return { kind: 'half-life', ms: halfLife };
  if (linear !== null) return linear;
  if (step === null) return { kind: 'none' };
  const rises = step.every((one, i) => i === 0 || one.afterMs > step[i - 1]!.afterMs);
  if (rises) return { kind: 'step', steps: step };
  const here = at(path, 'step');
  return refuseSaid(ctx, 'wrong-value', here, 'steps out of order', 'a rising "after"');
}
