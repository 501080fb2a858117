import type { Measure } from '../ast.ts';
import {
  type Context,
  type ReadMeasure,
  refuse,
  refuseName,
  refuseSaid,
  type ValueKind,
} from './context.ts';
import { MEASURES, type MeasureKey } from './measures.ts';
import { at, type Path } from './path.ts';
import { isObject, readFields } from './reader.ts';
import { VALUE_OPS } from './value-tests.ts';

const KEYS = Object.keys(MEASURES) as MeasureKey[];

/** The key of an object that names its measure; `null` when none does. */
export function measureKey(value: Readonly<Record<string, unknown>>): MeasureKey | null {
  return KEYS.find((key) => Object.hasOwn(value, key)) ?? null;
}

/**
 * Reads a measure.
 *
 * @param compared - Whether comparisons may stand beside it.
 */
export function readMeasure(
  value: unknown,
  path: Path | null,
  ctx: Context,
  compared: boolean,
): ReadMeasure | undefined {
  if (!isObject(value)) return refuse(ctx, 'wrong-type', path, value, 'an object with a measure');
  const keys = KEYS.filter((key) => Object.hasOwn(value, key));
  const [key] = keys;
  if (key === undefined) return refuseUnnamed(value, path, ctx);
  if (keys.length > 1) {
    return refuseSaid(ctx, 'conflicting-keys', path, keys.join(' and '), 'one measure');
  }
  ctx.cost += 1;
  const spec = MEASURES[key];
  const also = compared ? VALUE_OPS : [];
  const parts = readFields(spec.fields, value, path, ctx, also);
  if (parts === undefined) return undefined;
  const measure = spec.build(parts as never, path, ctx);
  if (measure === undefined) return undefined;
  const labels = measure.kind === 'strongest' ? measure.of.map((one) => one.label) : null;
  return { measure, kind: kindOf(measure, ctx), labels };
}

function refuseUnnamed(
  value: Readonly<Record<string, unknown>>,
  path: Path | null,
  ctx: Context,
): undefined {
  const [first] = Object.keys(value);
  if (first === undefined) {
    return refuseSaid(ctx, 'no-measure', path, 'an empty object', `one of ${KEYS.join(', ')}`);
  }
  return refuseName(ctx, 'unknown-key', at(path, first), first, KEYS);
}

function kindOf(measure: Measure, ctx: Context): ValueKind {
  if (measure.kind === 'signal') return ctx.signalKinds.get(measure.signal) ?? 'scalar';
  return MEASURES[measure.kind].value;
}
