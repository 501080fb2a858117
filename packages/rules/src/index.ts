export type * from './ast.ts';
export { jsonSchema } from './json-schema.ts';
export type { Oracle, OracleAnswers, OracleOptions } from './oracle/oracle.ts';
export { createOracle } from './oracle/oracle.ts';
export type { Unstamped } from './oracle/sessions.ts';
export { LIMITS, type Limits } from './parse/limits.ts';
export { FORMAT, MIGRATIONS, type Migration, type Migrations, migrate } from './parse/migrate.ts';
export { type ParseOptions, parseRules } from './parse/parse-rules.ts';
export { type Fault, RuleError, type RuleErrorCode, wordFault } from './parse/rule-error.ts';
