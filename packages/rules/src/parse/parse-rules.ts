import type { Rules } from '../ast.ts';
import { cellsOf } from '../cells.ts';
import { checkExperiments } from './activation.ts';
import { type Context, refuse, refuseSaid, type ValueKind } from './context.ts';
import { checkEdge } from './edge.ts';
import { FILE_FIELDS } from './file.ts';
import { readJsonText } from './json-text.ts';
import { checkLimits, LIMITS, type Limits } from './limits.ts';
import { createLocalClock, type LocalClock } from './local-clock.ts';
import { measureKey, readMeasure } from './measure.ts';
import { MEASURES } from './measures.ts';
import { MIGRATIONS, type Migrations, migrate } from './migrate.ts';
import { at } from './path.ts';
import { isObject, type ParsedFields, readFields } from './reader.ts';
import { checkCycles, checkReferences } from './references.ts';
import { type Fault, RuleError } from './rule-error.ts';

/** What `parseRules` may be told. */
export interface ParseOptions {
  /** Default: `LIMITS`. */
  readonly limits?: Partial<Limits>;
  /** Default: those that this version knows. */
  readonly migrations?: Migrations;
}

type Parts = ParsedFields<typeof FILE_FIELDS>;

/**
 * Reads a rule file: checks all of it, spells out every shorthand, and resolves every name.
 *
 * @param input - JSON text, or the value it stands for. It is not changed.
 * @throws {@link RuleError} with every fault that could be told apart.
 */
export function parseRules(input: unknown, options: ParseOptions = {}): Rules {
  const limits = { ...LIMITS, ...options.limits };
  const tree = typeof input === 'string' ? readJsonText(input, limits) : input;
  checkLimits(tree, limits);
  const file = migrate(tree, options.migrations ?? MIGRATIONS);
  const ctx = createContext(file);
  const rules = readFile(file, ctx, limits);
  const [first, ...rest] = ctx.faults;
  if (first !== undefined) throw new RuleError([first, ...rest]);
  if (rules === undefined) throw new Error('A rule file was refused without a reason.');
  return rules;
}

function createContext(file: unknown): Context {
  const faults: Fault[] = [];
  return {
    readMeasure,
    faults,
    refs: [],
    clock: openClock(file, faults),
    signalKinds: signalKindsOf(file),
    hasCurrency: isObject(file) && Object.hasOwn(file, 'currency'),
    owner: '',
    cost: 0,
  };
}

/** Dates are read before anyone knows whether the zone is sound; UTC stands in for a faulty one. */
function openClock(file: unknown, faults: Fault[]): LocalClock {
  const named = isObject(file) ? file.timezone : undefined;
  const clock = typeof named === 'string' ? createLocalClock(named) : null;
  if (typeof named === 'string' && clock === null) {
    const expected = 'an IANA zone such as Europe/Berlin';
    refuse({ faults }, 'wrong-value', at(null, 'timezone'), named, expected);
  }
  const utc = createLocalClock('UTC');
  if (utc === null) throw new Error('This runtime has no time zones.');
  return clock ?? utc;
}

/** A signal that names a signal has the kind of that one, however long the chain. */
function signalKindsOf(file: unknown): ReadonlyMap<string, ValueKind> {
  const kinds = new Map<string, ValueKind>();
  const signals = isObject(file) && isObject(file.signals) ? file.signals : {};
  for (const id of Object.keys(signals)) {
    const seen = new Set<string>();
    let end: unknown = signals[id];
    while (isObject(end) && typeof end.signal === 'string' && !seen.has(end.signal)) {
      seen.add(end.signal);
      end = Object.hasOwn(signals, end.signal) ? signals[end.signal] : undefined;
    }
    const key = isObject(end) ? measureKey(end) : null;
    if (key !== null) kinds.set(id, MEASURES[key].value);
  }
  return kinds;
}

function readFile(file: unknown, ctx: Context, limits: Limits): Rules | undefined {
  if (!isObject(file)) return refuse(ctx, 'wrong-type', null, file, 'an object');
  const segmentCount = isObject(file.segments) ? Object.keys(file.segments).length : 0;
  if (segmentCount > limits.segments) {
    const expected = `at most ${limits.segments}`;
    const found = `${segmentCount} segments`;
    return refuseSaid(ctx, 'too-many-segments', at(null, 'segments'), found, expected);
  }
  const parts = readFields(FILE_FIELDS, file, null, ctx);
  checkReferences(ctx, {
    segment: new Set([...namesIn(file.segments), ...cellNames(file.groups)]),
    signal: namesIn(file.signals),
    model: namesIn(file.models),
    experiment: namesIn(file.experiments),
  });
  if (ctx.cost > limits.cost) {
    const expected = `at most ${limits.cost} measures, steps and clauses`;
    refuseSaid(ctx, 'too-costly', null, String(ctx.cost), expected);
  }
  checkCycles(ctx, parts?.groups ?? []);
  if (parts === undefined) return undefined;
  checkGroups(parts, ctx);
  checkExperiments(parts, ctx);
  checkEdge(parts, ctx);
  const { $schema: _schema, format: _format, ...rest } = parts;
  return { format: 1, ...rest, segments: [...rest.segments, ...cellsOf(rest.groups)] };
}

function namesIn(part: unknown): ReadonlySet<string> {
  return new Set(isObject(part) ? Object.keys(part) : []);
}

/** Names of the cells for those in none of a group's segments, sound or not. */
function cellNames(groups: unknown): readonly string[] {
  if (!isObject(groups)) return [];
  const cells = Object.values(groups).map((group) => isObject(group) && group.otherwise);
  return cells.filter((name) => typeof name === 'string');
}

/** A segment has one group, and a cell's name is nobody else's. */
function checkGroups({ groups, segments }: Parts, ctx: Context): void {
  const groupOf = new Map<string, string>();
  const taken = new Set(segments.map(({ id }) => id));
  for (const { id, segments: members, otherwise } of groups) {
    const here = at(at(null, 'groups'), id);
    for (const member of members) {
      const other = groupOf.get(member);
      if (other !== undefined) {
        const found = `${member}, which ${other === id ? 'stands there already' : `is in ${other}`}`;
        refuseSaid(ctx, 'duplicate', here, found, 'each segment in one group, once');
      }
      groupOf.set(member, id);
    }
    if (otherwise === null) continue;
    if (taken.has(otherwise)) {
      refuse(ctx, 'duplicate', at(here, 'otherwise'), otherwise, 'a name that no segment has');
    }
    taken.add(otherwise);
  }
}
