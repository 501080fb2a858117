import type { Filter, Measure, Window } from '../ast.ts';
import { type Context, refuseSaid } from './context.ts';
import { eventTypes, matchOf, whereField } from './event.ts';
import { measureSpec, param } from './measure-spec.ts';
import { at, type Path } from './path.ts';
import { optional, required } from './reader.ts';
import { whole, yes } from './scalars.ts';
import { windowFields, windowOf } from './window.ts';

/** Values that a set may hold before it is marked saturated. */
export const DEFAULT_CAP = 1000;
const MOST_CAP = 10_000;
const MOST_NTH = 1000;

const event = required(eventTypes);
const when = { ...whereField, ...windowFields } as const;
const picked = { field: required(param), ...when } as const;
const cap = optional(whole(1, MOST_CAP), DEFAULT_CAP);
const nth = whole(1, MOST_NTH);

interface Parts {
  readonly field: string;
  readonly where: Filter | null;
  readonly within: Window | null;
  readonly 'within-first': Window | null;
}
type Types = readonly string[] | 'every';

/** What every measure of a field has; `undefined` when its window is faulty. */
function common(types: Types, parts: Parts, path: Path | null, ctx: Context) {
  const window = windowOf(parts, path, ctx);
  return window && { event: matchOf(types, parts.where), field: parts.field, window };
}

function total(kind: 'sum' | 'min' | 'max' | 'avg') {
  return (types: Types, parts: Parts, path: Path | null, ctx: Context): Measure | undefined => {
    const base = common(types, parts, path, ctx);
    return base && { kind, ...base };
  };
}

function ranked(kind: 'top' | 'bottom') {
  return (
    types: Types,
    parts: Parts & { readonly least: number; readonly cap: number },
    path: Path | null,
    ctx: Context,
  ): Measure | undefined => {
    const base = common(types, parts, path, ctx);
    return base && { kind, ...base, least: parts.least, cap: parts.cap };
  };
}

function placed(kind: 'first' | 'last' | 'nth') {
  return (
    types: Types,
    parts: Parts,
    n: number,
    path: Path | null,
    ctx: Context,
  ): Measure | undefined => {
    const base = common(types, parts, path, ctx);
    return base && { kind, ...base, n };
  };
}

const [sum, min, max, avg] = [total('sum'), total('min'), total('max'), total('avg')];
const [top, bottom] = [ranked('top'), ranked('bottom')];
const [first, last, nthOf] = [placed('first'), placed('last'), placed('nth')];

/** Measures of one param over matching events. */
export const FIELD_MEASURES = {
  sum: measureSpec('number', { sum: event, ...picked }, (p, path, ctx) => sum(p.sum, p, path, ctx)),
  min: measureSpec('number', { min: event, ...picked }, (p, path, ctx) => min(p.min, p, path, ctx)),
  max: measureSpec('number', { max: event, ...picked }, (p, path, ctx) => max(p.max, p, path, ctx)),
  avg: measureSpec('number', { avg: event, ...picked }, (p, path, ctx) => avg(p.avg, p, path, ctx)),
  revenue: measureSpec('number', { revenue: required(yes), ...when }, (p, path, ctx) => {
    if (!ctx.hasCurrency) {
      const here = path === null ? null : at(path, 'revenue');
      const expected = 'a "currency" at the top of the file, such as "EUR"';
      return refuseSaid(ctx, 'missing-key', here, 'revenue without a currency', expected);
    }
    const window = windowOf(p, path, ctx);
    return window && { kind: 'revenue', where: p.where, window };
  }),
  distinct: measureSpec('number', { distinct: event, ...picked, cap }, (p, path, ctx) => {
    const base = common(p.distinct, p, path, ctx);
    return base && { kind: 'distinct', ...base, cap: p.cap };
  }),
  list: measureSpec('set', { list: event, ...picked, cap }, (p, path, ctx) => {
    const base = common(p.list, p, path, ctx);
    return base && { kind: 'list', ...base, cap: p.cap };
  }),
  top: measureSpec(
    'scalar',
    { top: event, ...picked, least: optional(nth, 1), cap },
    (p, path, ctx) => top(p.top, p, path, ctx),
  ),
  bottom: measureSpec(
    'scalar',
    { bottom: event, ...picked, least: optional(nth, 1), cap },
    (p, path, ctx) => bottom(p.bottom, p, path, ctx),
  ),
  first: measureSpec('scalar', { first: event, ...picked }, (p, path, ctx) =>
    first(p.first, p, 1, path, ctx),
  ),
  last: measureSpec('scalar', { last: event, ...picked, n: optional(nth, 1) }, (p, path, ctx) =>
    last(p.last, p, p.n, path, ctx),
  ),
  nth: measureSpec('scalar', { nth: event, ...picked, n: required(nth) }, (p, path, ctx) =>
    nthOf(p.nth, p, p.n, path, ctx),
  ),
} as const;
