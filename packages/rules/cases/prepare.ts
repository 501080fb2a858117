import {
  createCalendar,
  type InkEvent,
  type Program,
  sessionise,
  type Zone,
} from '@inkling/engine';
import { compileRules, parseRules, zoneTable } from '@inkling/rules';
import type { CaseFile } from './case.ts';
import { type EventDraft, type ReadCase, readCase } from './read-case.ts';
import type { RunnableCase } from './run.ts';

/**
 * A case with nothing left to parse or to compile: JSON that can be carried into a page or a
 * worker, where only the engine is.
 */
export interface PreparedCase extends RunnableCase {
  readonly program: Program;
  readonly recordedFrom: ReadCase['recordedFrom'];
  readonly population: ReadCase['breakpoints'];
}

/**
 * Prepares all cases of some files for `runCase` with `createEngine(program, …)`.
 *
 * Sessions are stamped by the engine's own sessioniser.
 */
export function prepareCases(files: readonly CaseFile[]): PreparedCase[] {
  const zones = new Map<string, Zone>();
  const resolveZone = (name: string): Zone => {
    const zone = zones.get(name) ?? zoneTable(name);
    zones.set(name, zone);
    return zone;
  };
  return files
    .flatMap((file) => file.cases)
    .map((written) => {
      const read = readCase(written);
      const program = compileRules(parseRules(read.file), { resolveZone });
      return {
        name: read.name,
        events: stamped(read.events, program),
        expect: read.expect,
        program,
        recordedFrom: read.recordedFrom,
        population: read.breakpoints,
      };
    });
}

/** Events with the session that each belongs to, in their order of arrival. */
function stamped(drafts: readonly EventDraft[], program: Program): InkEvent[] {
  const calendar = createCalendar(program.zone);
  let state: Parameters<typeof sessionise>[0] = null;
  const session = new Map<EventDraft, number>();
  for (const draft of [...drafts].sort((a, b) => a.t - b.t)) {
    if (draft.session !== undefined) state = { start: draft.session, last: draft.t };
    else state = sessionise(state, draft.t, program.session, calendar).state;
    session.set(draft, state.start);
  }
  return drafts.map((draft) => ({ ...draft, session: session.get(draft)! }));
}
