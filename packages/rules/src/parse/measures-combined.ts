import type { Measure, Operand, Window } from '../ast.ts';
import { type Context, refuse, refuseSaid } from './context.ts';
import { measureSpec, param, refer } from './measure-spec.ts';
import { measure, operand, type WrittenInner } from './nested.ts';
import { at, type Path } from './path.ts';
import { optional, type Reader, record, required } from './reader.ts';
import { id } from './scalars.ts';
import { score } from './score.ts';
import { steps } from './sequence.ts';
import { windowFields, windowOf } from './window.ts';

const MOST_LABELS = 50;

type Pair = readonly [WrittenInner | number, WrittenInner | number];
interface Operands {
  readonly left: Operand;
  readonly right: Operand;
}

/** A list of two operands. */
const operands: Reader<Pair, Operands> = {
  schema: { type: 'array', items: operand.schema, minItems: 2, maxItems: 2 },
  read(value, path, ctx) {
    if (!Array.isArray(value) || value.length !== 2) {
      return refuse(ctx, 'wrong-type', path, value, 'a list of two measures or numbers');
    }
    const left = operand.read(value[0], at(path, 0), ctx);
    const right = operand.read(value[1], at(path, 1), ctx);
    return left && right && { left, right };
  },
};

const labelled = (label: string): Reader<WrittenInner, { label: string; measure: Measure }> => ({
  schema: measure.schema,
  read(value, path, ctx) {
    const read = measure.read(value, path, ctx);
    return read && { label, measure: read };
  },
});

/** A measure whose window is the last so many hours or days. */
const trending: Reader<WrittenInner, Measure> = {
  schema: measure.schema,
  read(value, path, ctx) {
    const read = measure.read(value, path, ctx);
    if (read === undefined) return undefined;
    const window: Window | null = 'window' in read ? read.window : null;
    if (window?.kind === 'rolling' && window.toMs === 0 && TRENDING.has(read.kind)) return read;
    const found = window === null ? `${read.kind} without a window` : describe(window, read);
    return refuseSaid(ctx, 'impossible-window', windowPath(path, window), found, EXPECTED);
  },
};
const EXPECTED =
  'count, sum, min, max, avg, revenue, distinct, periods, engaged or engaged-views within a rolling window such as "7d"';
const TRENDING: ReadonlySet<Measure['kind']> = new Set([
  'count',
  'sum',
  'min',
  'max',
  'avg',
  'revenue',
  'distinct',
  'periods',
  'engaged',
  'engaged-views',
]);

function windowPath(path: Path | null, window: Window | null): Path | null {
  return window === null || window.kind === 'ever' ? path : at(path, 'within');
}

function describe(window: Window, read: Measure): string {
  return window.kind === 'rolling' && window.toMs === 0
    ? read.kind
    : `a window of kind ${window.kind}`;
}

function counted(kind: 'entered' | 'exited') {
  return (
    segment: string,
    parts: { readonly within: Window | null; readonly 'within-first': Window | null },
    path: Path | null,
    ctx: Context,
  ): Measure | undefined => {
    const window = windowOf(parts, path, ctx);
    refer(ctx, 'segment', segment, at(path, kind));
    return window && { kind, segment, window };
  };
}
const [entered, exited] = [counted('entered'), counted('exited')];

/** Measures made of steps, points, other measures, or memberships. */
export const COMBINED_MEASURES = {
  sequence: measureSpec(
    'number',
    { sequence: required(steps), same: optional(param, null), ...windowFields },
    (p, path, ctx) => {
      const window = windowOf(p, path, ctx);
      return window && { kind: 'sequence', steps: p.sequence, same: p.same, window };
    },
  ),
  ratio: measureSpec('number', { ratio: required(operands) }, (p) => ({
    kind: 'ratio',
    ...p.ratio,
  })),
  difference: measureSpec('number', { difference: required(operands) }, (p) => ({
    kind: 'difference',
    ...p.difference,
  })),
  trend: measureSpec('number', { trend: required(trending) }, (p) => ({
    kind: 'trend',
    of: p.trend,
  })),
  score: measureSpec('number', { score: required(score) }, (p) => p.score),
  strongest: measureSpec(
    'label',
    { strongest: required(record(id, labelled, MOST_LABELS)) },
    (p, path, ctx) => {
      if (p.strongest.length >= 2) return { kind: 'strongest', of: p.strongest };
      const here = at(path, 'strongest');
      return refuseSaid(ctx, 'wrong-value', here, 'fewer than two labels', 'two or more labels');
    },
  ),
  entered: measureSpec('number', { entered: required(id), ...windowFields }, (p, path, ctx) =>
    entered(p.entered, p, path, ctx),
  ),
  exited: measureSpec('number', { exited: required(id), ...windowFields }, (p, path, ctx) =>
    exited(p.exited, p, path, ctx),
  ),
  'in-for': measureSpec('duration', { 'in-for': required(id) }, (p, path, ctx) => ({
    kind: 'in-for',
    segment: refer(ctx, 'segment', p['in-for'], at(path, 'in-for')),
  })),
  signal: measureSpec('scalar', { signal: required(id) }, (p, path, ctx) => ({
    kind: 'signal',
    signal: refer(ctx, 'signal', p.signal, at(path, 'signal')),
  })),
  percentile: measureSpec('number', { percentile: required(id) }, (p, path, ctx) => ({
    kind: 'percentile',
    signal: refer(ctx, 'signal', p.percentile, at(path, 'percentile')),
  })),
  model: measureSpec('number', { model: required(id) }, (p, path, ctx) => ({
    kind: 'model',
    model: refer(ctx, 'model', p.model, at(path, 'model')),
  })),
} as const;
