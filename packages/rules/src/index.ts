export type * from './activation.ts';
export type * from './ast.ts';
export { type CompileOptions, compileRules } from './compile/compile-rules.ts';
export { type ZoneYears, zoneTable } from './compile/zone-table.ts';
export { diffRules } from './diff/diff-rules.ts';
export type { RuleChange } from './diff/rule-change.ts';
export { jsonSchema } from './json-schema.ts';
export { type EventCost, eventCosts } from './lint/find-cost.ts';
export type { Finding, FindingCode } from './lint/finding.ts';
export { type LintOptions, lintRules } from './lint/lint-rules.ts';
export { type RecordingNeed, recordingNeeds } from './lint/needs.ts';
export type { Oracle, OracleAnswers, OracleOptions } from './oracle/oracle.ts';
export { createOracle } from './oracle/oracle.ts';
export { passesFilter } from './oracle/passes-filter.ts';
export type { Unstamped } from './oracle/sessions.ts';
export { LIMITS, type Limits } from './parse/limits.ts';
export { FORMAT, MIGRATIONS, type Migration, type Migrations, migrate } from './parse/migrate.ts';
export { type ParseOptions, parseRules } from './parse/parse-rules.ts';
export { type Fault, RuleError, type RuleErrorCode, wordFault } from './parse/rule-error.ts';
export {
  isTemplateName,
  loadTemplate,
  type TemplateName,
  templateNames,
} from './templates/load-template.ts';
export { describe } from './words/describe.ts';
export { describeExperience, describeExperiment } from './words/experience.ts';
export {
  describeExplanation,
  type ExplainedCondition,
  type ExplainedSegment,
  type ExplanationOptions,
} from './words/explanation.ts';
export { type WordOptions, wordOptions } from './words/options.ts';
export { describeMeter, describeOffers } from './words/paywall.ts';
