import type { Scalar, ValueTest } from '../ast.ts';

/** A stretch of numbers; ends that are not included are marked open. */
interface Stretch {
  readonly from: number;
  readonly fromOpen: boolean;
  readonly to: number;
  readonly toOpen: boolean;
}

/** Values that a measure may take: stretches of numbers, texts and truth values, or nothing. */
export interface ValueSet {
  readonly whole: boolean;
  readonly numbers: readonly Stretch[];
  /** `only` these, or all `except` these. */
  readonly others: { readonly kind: 'only' | 'except'; readonly values: ReadonlySet<Scalar> };
  readonly absent: boolean;
}

const NONE: ValueSet['others'] = { kind: 'only', values: new Set() };
const EVERY: ValueSet['others'] = { kind: 'except', values: new Set() };

/** Numbers from `from` to `to`, both included. */
export function numbersFrom(
  from: number,
  to: number,
  options: { readonly whole: boolean; readonly absent: boolean },
): ValueSet {
  return {
    whole: options.whole,
    numbers: [{ from, fromOpen: false, to, toOpen: false }],
    others: NONE,
    absent: options.absent,
  };
}

/** Any value at all, or none. */
export function anything(): ValueSet {
  return { ...numbersFrom(-Infinity, Infinity, { whole: false, absent: true }), others: EVERY };
}

/** The values of a domain that pass a comparison; `null` when that cannot be said as a set. */
export function passing(test: ValueTest, domain: ValueSet): ValueSet | null {
  const raw = untyped(test);
  return raw === null ? null : both(domain, raw);
}

function untyped(test: ValueTest): ValueSet | null {
  switch (test.op) {
    case 'exists':
      return test.value ? { ...anything(), absent: false } : nothing(true);
    case 'eq':
      return exactly([test.value]);
    case 'in':
      return exactly(test.values);
    case 'ne':
      return { ...without(exactly([test.value])), absent: false };
    case 'notIn':
      return { ...without(exactly(test.values)), absent: false };
    case 'between':
      return stretch({ from: test.from, fromOpen: false, to: test.to, toOpen: false });
    case 'gt':
    case 'gte':
      if (typeof test.value !== 'number') return null;
      return stretch({ from: test.value, fromOpen: test.op === 'gt', to: Infinity, toOpen: false });
    case 'lt':
    case 'lte':
      if (typeof test.value !== 'number') return null;
      return stretch({
        from: -Infinity,
        fromOpen: false,
        to: test.value,
        toOpen: test.op === 'lt',
      });
    case 'includes':
      return null;
  }
}

function nothing(absent: boolean): ValueSet {
  return { whole: false, numbers: [], others: NONE, absent };
}

function stretch(one: Stretch): ValueSet {
  return { whole: false, numbers: [one], others: NONE, absent: false };
}

function exactly(values: readonly Scalar[]): ValueSet {
  const numbers = values.filter((value) => typeof value === 'number');
  const rest = values.filter((value) => typeof value !== 'number');
  return {
    whole: false,
    numbers: numbers.map((n) => ({ from: n, fromOpen: false, to: n, toOpen: false })),
    others: { kind: 'only', values: new Set(rest) },
    absent: false,
  };
}

/** Everything that is not in the set. */
export function without(set: ValueSet): ValueSet {
  return {
    whole: set.whole,
    numbers: set.numbers.reduce<readonly Stretch[]>(cut, [
      { from: -Infinity, fromOpen: false, to: Infinity, toOpen: false },
    ]),
    others: { kind: set.others.kind === 'only' ? 'except' : 'only', values: set.others.values },
    absent: !set.absent,
  };
}

function cut(stretches: readonly Stretch[], hole: Stretch): readonly Stretch[] {
  return stretches
    .flatMap((one) => [
      common(one, { from: -Infinity, fromOpen: false, to: hole.from, toOpen: !hole.fromOpen }),
      common(one, { from: hole.to, fromOpen: !hole.toOpen, to: Infinity, toOpen: false }),
    ])
    .filter((one) => !isHollow(one));
}

function common(a: Stretch, b: Stretch): Stretch {
  const from = Math.max(a.from, b.from);
  const to = Math.min(a.to, b.to);
  return {
    from,
    fromOpen: (a.from === from && a.fromOpen) || (b.from === from && b.fromOpen),
    to,
    toOpen: (a.to === to && a.toOpen) || (b.to === to && b.toOpen),
  };
}

function isHollow({ from, fromOpen, to, toOpen }: Stretch): boolean {
  if (from > to) return true;
  // An open end at infinity takes nothing away: no value lies there.
  return from === to && (fromOpen || toOpen || !Number.isFinite(from));
}

/** What lies in both sets. */
export function both(a: ValueSet, b: ValueSet): ValueSet {
  const whole = a.whole || b.whole;
  const numbers = a.numbers
    .flatMap((one) => b.numbers.map((other) => common(one, other)))
    .map((one) => (whole ? toWhole(one) : one))
    .filter((one) => !isHollow(one));
  return { whole, numbers, others: bothOthers(a.others, b.others), absent: a.absent && b.absent };
}

function toWhole({ from, fromOpen, to, toOpen }: Stretch): Stretch {
  const least = fromOpen ? Math.floor(from) + 1 : Math.ceil(from);
  const most = toOpen ? Math.ceil(to) - 1 : Math.floor(to);
  return { from: least, fromOpen: false, to: most, toOpen: false };
}

function bothOthers(a: ValueSet['others'], b: ValueSet['others']): ValueSet['others'] {
  if (a.kind === 'except' && b.kind === 'except') {
    return { kind: 'except', values: new Set([...a.values, ...b.values]) };
  }
  const [only, other] = a.kind === 'only' ? [a, b] : [b, a];
  const keeps = (value: Scalar): boolean => other.values.has(value) === (other.kind === 'only');
  return { kind: 'only', values: new Set([...only.values].filter(keeps)) };
}

/** Whether no value, not even an absent one, is left. */
export function isEmpty({ numbers, others, absent }: ValueSet): boolean {
  return !absent && numbers.length === 0 && others.kind === 'only' && others.values.size === 0;
}

/** The smallest and greatest number of a set that holds only numbers; `null` otherwise. */
export function bounds(set: ValueSet): { readonly least: number; readonly most: number } | null {
  const { numbers, others, absent } = set;
  if (absent || others.kind === 'except' || others.values.size > 0 || numbers.length === 0) {
    return null;
  }
  return {
    least: Math.min(...numbers.map(({ from }) => from)),
    most: Math.max(...numbers.map(({ to }) => to)),
  };
}

/** The numbers below `end`, or those from it on (and nothing at all, where `absent`). */
export function sideOf(end: number, side: 'below' | 'from', absent: boolean): ValueSet {
  const set =
    side === 'below'
      ? stretch({ from: -Infinity, fromOpen: false, to: end, toOpen: true })
      : stretch({ from: end, fromOpen: false, to: Infinity, toOpen: false });
  return { ...set, absent };
}
