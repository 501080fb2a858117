import type { Measure } from '../ast.ts';
import { spanOf } from './window.ts';
import type { World } from './world.ts';

/** How often a segment's effective membership began (or ended) at an instant of the window. */
export function timesChanged(
  measure: Extract<Measure, { kind: 'entered' | 'exited' }>,
  world: World,
): number {
  const span = spanOf(measure.window, world);
  if (span === null) return 0;
  return world
    .standing(measure.segment)
    .changes.filter((change) => change.in === (measure.kind === 'entered'))
    .filter((change) => change.t >= span.from && change.t < span.to).length;
}

/** How long the present stay has lasted, ms; absent when not in. */
export function inFor(segment: string, world: World): number | null {
  const { since } = world.standing(segment);
  return since === null ? null : world.now - since;
}
