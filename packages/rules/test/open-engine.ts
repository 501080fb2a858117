import { createEngine, type Engine, type EngineOptions, type Zone } from '@inkling/engine';
import { extra } from '@inkling/engine/extra';
import type { Rules } from '../src/ast.ts';
import { compileRules } from '../src/compile/compile-rules.ts';

/** The real engine for parsed rules. */
export function openEngine(rules: Rules, zone: Zone, options: EngineOptions = {}): Engine {
  return createEngine(compileRules(rules, { resolveZone: () => zone }), { extra, ...options });
}
