import { createEngine, type EngineState } from '@inkling/engine';
import { compileRules, parseRules } from '@inkling/rules';
import type { BenchRow } from '../../tools/lib/bench-result.ts';
import { makeEvents, makeTasks, NOW, ruleFile, SPAN_MS } from './workload.ts';

const EVENTS = 10_000;
const BUDGET_MS = 2;
const REPEATS = 31;

/** How long it takes to go on from a saved state of 10,000 events, and how large one is. */
export function restoreRows(): BenchRow[] {
  const program = compileRules(parseRules(ruleFile(makeTasks(100))));
  const engine = createEngine(program);
  for (const event of makeEvents(EVENTS, NOW - SPAN_MS, SPAN_MS / EVENTS, 1)) engine.add(event);
  const text = JSON.stringify(engine.save(false));
  const times = Array.from({ length: REPEATS }, () => {
    // A browser's database hands out a fresh copy, so copying is not part of it.
    const saved = JSON.parse(text) as EngineState;
    const start = performance.now();
    const restored = createEngine(program, { saved });
    restored.memberships();
    return performance.now() - start;
  }).sort((a, b) => a - b);
  const value = times[REPEATS >> 1]!;
  return [
    {
      what: 'engine from a saved state',
      value,
      unit: 'ms',
      floor: BUDGET_MS,
      ratio: value / BUDGET_MS,
    },
    { what: 'saved state, without recent events', value: text.length / 1000, unit: 'kB of JSON' },
  ];
}
