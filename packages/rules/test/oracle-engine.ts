import type { InkEvent, RecordedFrom, Zone } from '@inkling/engine';
import type { CaseEngine } from '../cases/run.ts';
import type { Rules } from '../src/ast.ts';
import { createOracle, type OracleOptions } from '../src/oracle/oracle.ts';

/** The oracle, asked as if it were an engine. */
export function oracleAsEngine(
  rules: Rules,
  zone: Zone,
  options: { readonly recordedFrom: RecordedFrom } & OracleOptions,
): CaseEngine {
  const oracle = createOracle(rules, zone, options);
  const events: InkEvent[] = [];
  let now = Number.NEGATIVE_INFINITY;
  return {
    add(event) {
      events.push(event);
      now = Math.max(now, event.t);
      return true;
    },
    advance(to) {
      now = Math.max(now, to);
    },
    memberships: () => oracle.at(events, now).memberships,
    value: (signal) => oracle.at(events, now).values[signal] ?? null,
    flips: (segment) => oracle.at(events, now).flips[segment]!,
    coverage: (segment) => oracle.at(events, now).coverage[segment]!,
  };
}
