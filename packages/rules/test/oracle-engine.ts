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
    memberships: () => oracle.at(events, [now])[0]!.memberships,
    value: (signal) => oracle.at(events, [now])[0]!.values[signal] ?? null,
    flips: (segment) => oracle.flips(segment, events, now),
    coverage: (segment) => oracle.coverage(segment, events, now),
  };
}
