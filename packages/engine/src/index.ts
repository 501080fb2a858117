export { checkProgram } from './check-program.ts';
export type { Code } from './code.ts';
export * as codes from './code.ts';
export { type CompleteEngine, completeEngine } from './complete-engine.ts';
export { createConversions } from './conversions.ts';
export { recordedSince } from './coverage.ts';
export { createEngine } from './create-engine.ts';
export type { Conversion, Engine, EngineOptions, EngineState, Transition } from './engine.ts';
export { EngineError, type EngineErrorCode } from './engine-error.ts';
export type { EventId, InkEvent, JsonValue, Params } from './event.ts';
export { compareEvents } from './event.ts';
export type { Extra } from './extra.ts';
export { fieldOf, isObject, isScalar } from './field.ts';
export { addForesight, type ForesightEngine } from './foresight.ts';
export { compileGlob } from './glob.ts';
export { hashOf } from './hash.ts';
export type { Breakpoints, Population } from './kernel.ts';
export type { Coverage, Flips, Membership, RecordedFrom } from './membership.ts';
export { createMigration, type Migration } from './migration.ts';
export type {
  Bundle,
  NextRules,
  Program,
  ProgramCode,
  ProgramConversion,
  ProgramSegment,
  RecordPlan,
  ReportMode,
  SideRules,
  Zone,
} from './program.ts';
export { createQuickEngine, type QuickEngine } from './quick-engine.ts';
export type { SessionRules, SessionState } from './session.ts';
export { mergeSessions, sessionEnd, sessionise } from './sessioniser.ts';
export { restoreState } from './state.ts';
export { createTimeline, type TakeIn } from './timeline.ts';
export {
  type Calendar,
  type CalendarUnit,
  createCalendar,
  DAY,
  dayOf,
  MONTH,
  WEEK,
} from './zone.ts';
