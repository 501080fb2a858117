import type { Condition } from '../ast.ts';
import { measureValue } from './measure.ts';
import { spreadOf } from './spread.ts';
import { atLeast, not, passesKnown, type Truth } from './value.ts';
import type { World } from './world.ts';

/**
 * Whether a condition holds: true, false, or `null` for unknown.
 *
 * Why it is right. It reads the tree as the sentence it is, with Kleene's rules for the unknown:
 * an `all` with a false part is false whatever the unknown parts turn out to be, and so on.
 */
export function holds(condition: Condition, world: World): Truth {
  switch (condition.kind) {
    case 'all':
      return atLeast(condition.of.length, partsOf(condition.of, world));
    case 'any':
      return atLeast(1, partsOf(condition.of, world));
    case 'atLeast':
      return atLeast(condition.n, partsOf(condition.of, world));
    case 'not':
      return not(holds(condition.of, world));
    case 'in':
      return world.standing(condition.segment).in;
    case 'compare': {
      const { measure, tests } = condition;
      return passesKnown(tests, measureValue(measure, world), spreadOf(measure, world));
    }
  }
}

function partsOf(of: readonly Condition[], world: World): Truth[] {
  return of.map((child) => holds(child, world));
}
