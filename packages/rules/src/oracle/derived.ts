import type { Measure, Model, Operand } from '../ast.ts';
import { fieldOf } from './filter.ts';
import { linearModel, vectorModel } from './linear.ts';
import type { Value } from './value.ts';
import type { Breakpoints, World } from './world.ts';

/**
 * What any measure gives in a world. Handed in, since a measure made of others needs the way to
 * all of them, and that one needs these.
 */
export type ValueIn = (measure: Measure, world: World) => Value;

/** A value where a number is needed: texts, truths and sets are no numbers, so absent. */
function asNumber(value: Value): number | null {
  return typeof value === 'number' ? value : null;
}

export function operandValue(operand: Operand, world: World, valueIn: ValueIn): number | null {
  return operand.kind === 'number' ? operand.value : asNumber(valueIn(operand, world));
}

/** Left over right, or left minus right; absent when either is, and for a division by 0. */
export function combine(
  measure: Extract<Measure, { kind: 'ratio' | 'difference' }>,
  world: World,
  valueIn: ValueIn,
): number | null {
  const left = operandValue(measure.left, world, valueIn);
  const right = operandValue(measure.right, world, valueIn);
  if (left === null || right === null) return null;
  if (measure.kind === 'difference') return left - right;
  return right === 0 ? null : left / right;
}

/** The same measure over the stretch of equal length just before its rolling window. */
export function shiftBack(measure: Measure): Measure {
  if (!('window' in measure) || measure.window.kind !== 'rolling')
    throw new Error('A trend is over a rolling window.');
  const { fromMs, toMs } = measure.window;
  const window = { kind: 'rolling', fromMs: fromMs + (fromMs - toMs), toMs: fromMs } as const;
  return { ...measure, window };
}

/** (This window − the one before) / the one before; absent when that was 0. */
export function trend(of: Measure, world: World, valueIn: ValueIn): number | null {
  const present = asNumber(valueIn(of, world));
  const before = asNumber(valueIn(shiftBack(of), world));
  if (present === null || before === null || before === 0) return null;
  return (present - before) / before;
}

/** The label whose measure is greatest, ties to the earlier; absent ones take no part. */
export function strongest(
  of: readonly { readonly label: string; readonly measure: Measure }[],
  world: World,
  valueIn: ValueIn,
): string | null {
  let best: { readonly label: string; readonly value: number } | null = null;
  for (const { label, measure } of of) {
    const value = asNumber(valueIn(measure, world));
    if (value !== null && (best === null || value > best.value)) best = { label, value };
  }
  return best?.label ?? null;
}

/** Share of visitors strictly below `value`: that of the last breakpoint not above it. */
export function shareBelow(
  value: number | null,
  published: Breakpoints | undefined,
): number | null {
  if (value === null || published === undefined) return null;
  const passed = published.values.filter((breakpoint) => breakpoint <= value).length;
  return passed === 0 ? 0 : published.below[passed - 1]!;
}

/** What a model says of its measures, or of the vector of the page that was viewed last. */
export function modelValue(model: Model, world: World, valueIn: ValueIn): number | null {
  if (model.vector === null) {
    return linearModel(
      model,
      model.inputs.map((input) => operandValue(input, world, valueIn)),
    );
  }
  const page = world.events.filter((event) => event.type === 'page_view').at(-1);
  return page === undefined ? null : vectorModel(model, fieldOf(page.params, model.vector));
}
