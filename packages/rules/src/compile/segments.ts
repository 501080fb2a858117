import { type Code, hashOf, type ProgramSegment } from '@inkling/engine';
import type { Rules, SegmentRule } from '../ast.ts';
import { compileCondition } from './condition.ts';
import type { Tables } from './table.ts';

/** What segments look like to the engine, and who they are. */
export function compileSegments(tables: Tables): {
  readonly rows: readonly Required<Code['q'][number]>[];
  readonly segments: ProgramSegment[];
} {
  const { rules } = tables;
  const earlier = new Map(rules.segments.map(({ id }) => [id, earlierOf(id, rules)]));
  const reads = new Map(
    rules.segments.map((rule) => [rule.id, [...readsOf(rule, rules), ...earlier.get(rule.id)!]]),
  );
  const level: (id: string) => number = memoize(
    (id) => Math.max(-1, ...reads.get(id)!.map((one) => level(one))) + 1,
  );
  const isVolatileBy: (id: string) => boolean = memoize((id) => {
    const { enter, exit } = rules.segments.find((rule) => rule.id === id)!;
    return isVolatile([enter, exit], rules) || reads.get(id)!.some((one) => isVolatileBy(one));
  });
  const define: (id: string) => string = memoize((id) => {
    const { enter, exit, dwellMs } = rules.segments.find((rule) => rule.id === id)!;
    const { timezone, currency, session } = rules;
    const site = [timezone, currency, session];
    return hashOf(
      JSON.stringify([
        spellOut([enter, exit], rules, define),
        dwellMs,
        earlier.get(id)!.map(define),
        site,
      ]),
    );
  });
  return {
    rows: rules.segments.map(({ id, enter, exit, dwellMs }) => {
      const row = [
        compileCondition(enter, tables),
        exit && compileCondition(exit, tables),
        dwellMs,
        level(id),
        earlier.get(id)!.map(tables.segment),
        [],
      ] as const;
      return row;
    }),
    segments: rules.segments.map(({ id }) => ({
      id,
      def: define(id),
      ...(isVolatileBy(id) ? { volatile: true as const } : {}),
    })),
  };
}

function memoize<T>(make: (id: string) => T): (id: string) => T {
  const made = new Map<string, T>();
  return (id) => {
    if (!made.has(id)) made.set(id, make(id));
    return made.get(id)!;
  };
}

/** Members of its groups that are listed before a segment. */
function earlierOf(id: string, { groups }: Rules): string[] {
  const all = groups
    .filter(({ segments }) => segments.includes(id))
    .flatMap(({ segments }) => segments.slice(0, segments.indexOf(id)));
  return [...new Set(all)];
}

/** The segments that a rule's conditions ask for, through signals too. */
function readsOf({ enter, exit }: SegmentRule, rules: Rules): string[] {
  const found = new Set<string>();
  walk([enter, exit], rules, (part) => {
    if (typeof part.segment === 'string') found.add(part.segment);
  });
  return [...found];
}

type Part = Partial<Record<string, unknown>>;

/** Visits every object of a condition, and of the signals that it names. */
function walk(value: unknown, rules: Rules, visit: (part: Part) => void): void {
  if (Array.isArray(value)) for (const one of value) walk(one, rules, visit);
  else if (typeof value === 'object' && value !== null) {
    const part = value as Part;
    visit(part);
    if (part.kind === 'field') return;
    if (part.kind === 'signal' || part.kind === 'percentile') {
      walk(signalOf(part.signal, rules), rules, visit);
    } else if (part.kind === 'model') walk(modelOf(part.model, rules), rules, visit);
    for (const key in part) walk(part[key], rules, visit);
  }
}

const signalOf = (id: unknown, { signals }: Rules): unknown =>
  signals.find((one) => one.id === id)?.measure;
const modelOf = (id: unknown, { models }: Rules): unknown => models.find((one) => one.id === id);

/** Conditions with all names replaced by what they stand for, so that names do not matter. */
function spellOut(value: unknown, rules: Rules, define: (segment: string) => string): unknown {
  if (Array.isArray(value)) return value.map((one) => spellOut(one, rules, define));
  if (typeof value !== 'object' || value === null) return value;
  const part = value as Part;
  if (part.kind === 'signal') return spellOut(signalOf(part.signal, rules), rules, define);
  const entries = Object.entries(part).map(([key, one]) => {
    if (key === 'segment' && typeof one === 'string') return [key, define(one)];
    // The published breakpoints go by the signal's name.
    if (key === 'signal') return [key, [one, spellOut(signalOf(one, rules), rules, define)]];
    if (key === 'model') return [key, spellOut(modelOf(one, rules), rules, define)];
    return [key, key === 'id' ? '' : spellOut(one, rules, define)];
  });
  return Object.fromEntries(entries);
}

/** Whether an answer hangs on the current page, session or context. */
function isVolatile(conditions: unknown, rules: Rules): boolean {
  let found = false;
  walk(conditions, rules, (part) => {
    const { kind } = part;
    if (kind === 'context' || kind === 'sessions' || part.perSession === true) found = true;
    if (kind === 'completion' && part.scope === 'page') found = true;
    if (kind === 'model' && 'vector' in part && part.vector !== null) found = true;
  });
  return found;
}
