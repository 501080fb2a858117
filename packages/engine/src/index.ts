export type { Conversion, Engine, EngineOptions, EngineState, Transition } from './engine.ts';
export type { EventId, InkEvent, JsonValue, Params } from './event.ts';
export { compareEvents } from './event.ts';
export type { Coverage, Flips, Membership, RecordedFrom } from './membership.ts';
export type {
  Bundle,
  Program,
  ProgramCode,
  ProgramConversion,
  ProgramSegment,
  RecordPlan,
  Zone,
} from './program.ts';
export type { SessionRules, SessionState } from './session.ts';
