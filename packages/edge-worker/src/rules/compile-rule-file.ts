import type { Program } from '@inkling/engine';
import { compileRules, parseRules, zoneTable } from '@inkling/rules';

/** Changes of the clocks that a program brings along, in years before and after its publication. */
const YEARS = 5;

/**
 * Parses and compiles a rule file.
 *
 * @param now - When it is published, ms since the epoch: browsers need the zone's offsets for the
 *   years around it, not for all of history.
 * @throws RuleError for what is wrong with the file.
 */
export function compileRuleFile(file: unknown, now: number): Program {
  const year = new Date(now).getUTCFullYear();
  return compileRules(parseRules(file), {
    resolveZone: (name) => zoneTable(name, { from: year - YEARS, to: year + YEARS }),
  });
}
