import { createEngine } from '@inkling/engine';
import { extra } from '@inkling/engine/extra';
import { compileRules, createOracle, type Rules } from '@inkling/rules';
import type { Read } from '../src/index.ts';

/** Reads histories by the naive full scan, which shares nothing with the engine. */
export function readWithOracle(rules: Rules): Read {
  const program = compileRules(rules);
  const oracle = createOracle(rules, program.zone);
  const { conversions } = createEngine(program, { extra });
  return (events, end) => ({
    transitions: Object.entries(oracle.at(events, end, 0).changes)
      .flatMap(([segment, changes]) => changes.map((change) => ({ segment, ...change })))
      .sort((a, b) => a.t - b.t),
    conversions,
  });
}
