import type { Condition, SegmentRule } from '../ast.ts';
import { holds } from './condition.ts';
import { not, type Truth } from './value.ts';
import type { World } from './world.ts';

/**
 * Where a segment's own latch may stand: out, or in since an instant. While everything is known
 * there is exactly one place; an unknown condition leaves several possible.
 */
export type Place = 'out' | number;

/** Before the first event there is one place; with hidden history somebody may have been in. */
export function firstPlaces(rule: SegmentRule, hidden: boolean): Place[] {
  return hidden && isLatched(rule) ? ['out', Number.NEGATIVE_INFINITY] : ['out'];
}

/** Whether the present answer depends on an earlier one. */
export function isLatched(rule: SegmentRule): boolean {
  return rule.exit !== null || rule.dwellMs > 0;
}

/**
 * The places that are possible at an instant, given those that were possible just before.
 *
 * Why it is right. It is the definition, applied to each possible place by itself: out → in iff
 * `enter` and not `exit`; in → out iff `exit` and the stay has lasted for the dwell. A question
 * whose answer is unknown may come out either way, so both outcomes stay possible. Without a
 * latch the answer is that of `enter` at this instant, and the past plays no part.
 */
export function nextPlaces(
  rule: SegmentRule,
  places: readonly Place[],
  { enter, exit, now }: { readonly enter: Truth; readonly exit: Truth; readonly now: number },
): Place[] {
  if (!isLatched(rule)) return enter === null ? ['out', now] : [enter ? now : 'out'];
  const next = new Set<Place>();
  for (const place of places) {
    const goes = place === 'out' ? both(enter, not(exit)) : leaves(place, rule.dwellMs, exit, now);
    const changed = place === 'out' ? now : 'out';
    if (goes !== true) next.add(place);
    if (goes !== false) next.add(changed);
  }
  return [...next];
}

function leaves(since: number, dwellMs: number, exit: Truth, now: number): Truth {
  return now >= since + dwellMs ? exit : false;
}

function both(a: Truth, b: Truth): Truth {
  if (a === false || b === false) return false;
  return a === null || b === null ? null : true;
}

/** In, out, or unknown, given the possible places. */
export function truthOf(places: readonly Place[]): Truth {
  if (places.every((place) => place === 'out')) return false;
  return places.some((place) => place === 'out') ? null : true;
}

/** `enter` and `exit` of a segment in a world; without an `exit` rule it is *not enter*. */
export function asked(rule: SegmentRule, world: World): { enter: Truth; exit: Truth } {
  const enter = holds(rule.enter, world);
  const exit: Condition | null = rule.exit;
  return { enter, exit: exit === null ? not(enter) : holds(exit, world) };
}
