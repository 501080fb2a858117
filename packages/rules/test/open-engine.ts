import { createEngine, type Engine, type EngineOptions, type Zone } from '@inkling/engine';
import type { Rules } from '../src/ast.ts';
import { compileRules } from '../src/compile/compile-rules.ts';

/** The real engine for parsed rules. */
export function openEngine(rules: Rules, zone: Zone, options: EngineOptions = {}): Engine {
  return createEngine(compileRules(rules, { resolveZone: () => zone }), options);
}

/** Whether rules can be run by what is there of the engine. */
export function isRunnable(rules: Rules, zone: Zone): boolean {
  return !compileRules(rules, { resolveZone: () => zone }).extra;
}
