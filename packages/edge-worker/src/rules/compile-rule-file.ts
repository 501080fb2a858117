import type { Program } from '@inkling/engine';
import { parseRules } from '@inkling/rules';

/**
 * Parses and compiles a rule file.
 *
 * @throws RuleError for what is wrong with the file.
 */
export function compileRuleFile(file: unknown): Program {
  parseRules(file);
  throw new Error('The compiler has not landed yet.');
}
