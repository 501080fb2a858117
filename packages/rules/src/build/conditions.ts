import { node } from './node.ts';
import type { Condition, Json } from './types.ts';

type Some = readonly [Condition, ...Condition[]];

/** True when every condition is. */
export function all(...conditions: Some): Condition {
  return node({ all: conditions });
}

/** True when at least one condition is. */
export function any(...conditions: Some): Condition {
  return node({ any: conditions });
}

/** True when the condition is known to be false. */
export function not(condition: Condition): Condition {
  return node({ not: condition });
}

/** True when `n` conditions or more are. */
export function atLeast(n: number, ...of: Some): Condition {
  return node({ atLeast: n, of });
}

/** True while the visitor is in another segment. */
export function inSegment(segment: string): Condition {
  const json: Json = { in: segment };
  return node(json);
}
