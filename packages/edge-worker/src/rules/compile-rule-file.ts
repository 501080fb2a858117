import type { Program } from '@inkling/engine';
import { compileRules, parseRules } from '@inkling/rules';

/**
 * Parses and compiles a rule file.
 *
 * @throws RuleError for what is wrong with the file.
 */
export function compileRuleFile(file: unknown): Program {
  return compileRules(parseRules(file));
}
