import type { Program, RecordPlan, SessionRules, Zone } from '@inkling/engine';
import type { Rules } from '../ast.ts';
import { BASELINE_TYPES } from '../parse/file.ts';
import { compileActivation } from './activation.ts';
import { compileMatch } from './filter.ts';
import { finishSegments, hangLeaves } from './hang.ts';
import { compileMeasure } from './measure.ts';
import { finishStreams } from './record-keys.ts';
import { compileSegments } from './segments.ts';
import { createTables, needsExtra, type Tables } from './table.ts';
import { zoneTable } from './zone-table.ts';

/** What a compiler may be given. */
export interface CompileOptions {
  /** Gives the offsets of a zone; `zoneTable` unless given. */
  readonly resolveZone?: (name: string) => Zone;
}

/**
 * Turns checked rules into what the engine runs.
 *
 * Equal parts are written once, whichever segment they belong to. Nothing of what people wrote
 * down for people (names, objectives, owners, notes) is in it.
 *
 * @param rules - As `parseRules` gives them: references are there, no cycles, windows in bounds.
 */
export function compileRules(
  rules: Rules,
  { resolveZone = zoneTable }: CompileOptions = {},
): Program {
  const tables = createTables(rules);
  const { rows, segments } = compileSegments(tables);
  const signals = rules.signals.map(
    ({ id, measure }) => [id, compileMeasure(measure, tables)] as const,
  );
  const conversions = rules.conversions.map(({ id, event, value }) => ({
    id,
    matcher: compileMatch(event, tables),
    value,
  }));
  const activation = compileActivation(tables);
  const measures = [
    ...tables.rows.l.map((leaf) => (typeof leaf === 'number' ? null : leaf[0])),
    ...signals.map(([, measure]) => measure),
  ];
  const hung = hangLeaves(tables, rows);
  return {
    format: 1,
    site: rules.site,
    currency: rules.currency,
    session: sessionRules(rules),
    zone: resolveZone(rules.timezone),
    record: recordPlan(tables),
    segments,
    conversions,
    extra: needsExtra(tables, measures, activation),
    code: {
      m: tables.rows.m,
      s: finishStreams(tables),
      l: tables.rows.l,
      q: finishSegments(tables, rows, hung),
      v: signals,
      ...hung,
    },
    ...activation,
  };
}

/** The rules of sessions; what does not end one is left out. */
function sessionRules({ session }: Rules): SessionRules {
  const { timeoutMs, maxMs, newOnCampaign, newAtMidnight } = session;
  return {
    timeoutMs,
    maxMs,
    ...(newOnCampaign && { newOnCampaign }),
    ...(newAtMidnight && { newAtMidnight }),
  };
}

function recordPlan({ rules, keeps }: Tables): RecordPlan {
  const { keepMs, types: wanted } = rules.record;
  const all = new Map(keeps);
  const isBaseline = BASELINE_TYPES.every((type) => wanted.includes(type));
  for (const type of wanted) {
    const ms = Math.max(keepMs, all.get(type) ?? 0);
    if (isBaseline && ms === keepMs && BASELINE_TYPES.includes(type)) all.delete(type);
    else all.set(type, ms);
  }
  const types = [...all].map(([type, ms]) => [type, Number.isFinite(ms) ? ms : null] as const);
  return {
    ...(isBaseline && { baseline: Number.isFinite(keepMs) ? keepMs : null }),
    types: Object.fromEntries(types),
  };
}
