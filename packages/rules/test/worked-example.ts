import type { JsonValue, Params } from '@inkling/engine';
import { type ExplainNode, explain } from '@inkling/engine/explain';
import type { Rules } from '../src/ast.ts';
import { readHistory } from '../src/oracle/history.ts';
import { createOracle } from '../src/oracle/oracle.ts';
import { stampSessions, type Unstamped } from '../src/oracle/sessions.ts';
import { openEngine } from './open-engine.ts';
import { zoneTable } from './zone-table.ts';

/** Noon in Berlin. */
const NOW = Date.parse('2026-03-18T11:00:00Z');
const UNIT_MS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };
const POPULATION = { reads: { values: [0, 5, 20], below: [0, 0.5, 0.9] } };

/** What comes of a visitor. */
export interface Outcome {
  readonly in: boolean;
  /** As the guide writes it; `null` where it names none. */
  readonly value: string | null;
}

/**
 * Reads a worked example of the guide: `3x 5d page_view section=sport` in code, then an arrow, the
 * value where there is one, and `in` or `out`.
 *
 * @throws Error for what is written in another way.
 */
export function readWorked(text: string): {
  readonly history: readonly Unstamped[];
  readonly expected: Outcome;
} {
  const [did = '', came = ''] = text.split(' → ');
  const [, value, side] = /^(?:(.+), )?(in|out)(?: \(.*\))?$/.exec(came) ?? [];
  const parts = [...did.matchAll(/`([^`]+)`/g)].flatMap(([, part = '']) => readPart(part));
  if (side === undefined || parts.length === 0) throw new Error(`No worked example: ${text}`);
  const history = parts.map((event, n) => ({ ...event, id: ['tab', n] as const }));
  return { history, expected: { in: side === 'in', value: value ?? null } };
}

function readPart(part: string): Omit<Unstamped, 'id'>[] {
  const [, times = '1', age, unit = '', type = '', rest = ''] =
    /^(?:(\d+)x )?(\d+)([mhd]) (\w+)((?: \w+=(?:"[^"]*"|\S+))*)$/.exec(part) ?? [];
  if (type === '') throw new Error(`No event: ${part}`);
  const params: Params = Object.fromEntries(
    [...rest.matchAll(/(\w+)=("[^"]*"|\S+)/g)].map(([, key = '', value = '']) => [
      key,
      read(value),
    ]),
  );
  const t = NOW - Number(age) * (UNIT_MS[unit] as number);
  return Array.from({ length: Number(times) }, () => ({ t, type, params }));
}

function read(value: string): JsonValue {
  try {
    return JSON.parse(value) as JsonValue;
  } catch {
    return value;
  }
}

/**
 * Lives a history with the engine, and asks the oracle the same.
 *
 * @throws Error when the two do not agree.
 */
export function runWorked(rules: Rules, segment: string, history: readonly Unstamped[]): Outcome {
  const zone = zoneTable(rules.timezone);
  const events = stampSessions(readHistory(history), rules.session, zone);
  const options = { recordedFrom: { all: 0 }, population: POPULATION };
  const engine = openEngine(rules, zone, options);
  for (const event of events) engine.add(event);
  engine.advance(NOW);
  const found = explain(engine, segment);
  const oracle = createOracle(rules, zone, {
    recordedFrom: { all: 0 },
    breakpoints: POPULATION,
  }).at(events, NOW);
  const asked = oracle.memberships.find((one) => one.segment === segment);
  if (asked?.in !== found.in) throw new Error('The engine and the oracle do not agree.');
  return { in: found.in, value: wordValue(found.enter, rules) };
}

const LENGTHS = new Set(['since-last', 'since-first', 'in-for']);

function wordValue(node: ExplainNode, rules: Rules): string | null {
  const enter = rules.segments[0]?.enter;
  if (node.kind !== 'compare' || enter?.kind !== 'compare') return null;
  const { value } = node;
  const { kind } = enter.measure;
  if (Array.isArray(value)) return value.join(' and ');
  if (typeof value !== 'number') return String(value);
  if (kind === 'nth-event') return new Date(value).toISOString().slice(0, 10);
  if (LENGTHS.has(kind)) return `${value / (UNIT_MS.d as number)}d`;
  // Weights of scores are whole multiples of 2⁻³⁰.
  return String(Math.round(value * 1e6) / 1e6);
}
