import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createEngine, type Engine } from '@inkling/engine';
import { compileRules, parseRules } from '@inkling/rules';
import type { BenchRow } from '../../tools/lib/bench-result.ts';
import { makeEvents, makeTasks, NOW, ruleFile, SPAN_MS } from './workload.ts';

const VISITORS = 20;
const EVENTS = 10_000;
const SEGMENTS = 100;

/** What the engine of one visitor keeps in memory, the program aside, which all share. */
export function memoryRows(): BenchRow[] {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const program = compileRules(parseRules(ruleFile(makeTasks(SEGMENTS))));
  const engines: Engine[] = [];
  collect();
  const before = process.memoryUsage().heapUsed;
  for (let i = 0; i < VISITORS; i++) {
    const engine = createEngine(program);
    for (const event of makeEvents(EVENTS, NOW - SPAN_MS, SPAN_MS / EVENTS, i)) engine.add(event);
    engine.drain();
    engines.push(engine);
  }
  collect();
  const bytes = process.memoryUsage().heapUsed - before;
  if (engines.length !== VISITORS) throw new Error('Nobody was kept, so nothing was measured.');
  return [
    {
      what: `memory of a visitor, ${SEGMENTS} segments, ${EVENTS} events in 90 days`,
      value: bytes / VISITORS / 1000,
      unit: 'kB',
    },
  ];
}
