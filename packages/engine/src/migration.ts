import type { Code, MatcherCode } from './code.ts';
import { createCore } from './core.ts';
import type { EngineOptions, EngineState } from './engine.ts';
import type { InkEvent } from './event.ts';
import { CHANGE } from './journal.ts';
import type { Program } from './program.ts';
import {
  asJson,
  isEnough,
  openState,
  pack,
  type Saved,
  saveStream,
  streamKeys,
  unpack,
} from './state.ts';
import { needsOf } from './tidy.ts';
import { createTimeline } from './timeline.ts';

/** Brings a saved state up to a program that asks for more than it holds. */
export interface Migration {
  /** Ids of the segments whose past must be lived again; empty when only values are missing. */
  readonly segments: readonly string[];
  /** Whether the log must be replayed at all; if not, `finish` at once. */
  readonly isNeeded: boolean;
  /**
   * Takes one event of the log, up to the instant at which the state was saved. In order is
   * fastest; a few at a time, so that a page stays alive.
   */
  add(event: InkEvent): void;
  /** The state for the new program, once it has taken the whole log. */
  finish(): EngineState;
}

/**
 * Compares a saved state with a program, measure by measure: equal ones are taken as they are, and
 * only what is new, or needs more than was kept, is replayed.
 *
 * @param options - As for `createEngine`; `saved` and `recent` play no part.
 * @throws {@link EngineError} `bad-state` when the state is not of this version.
 */
export function createMigration(
  program: Program,
  saved: EngineState,
  options: EngineOptions = {},
): Migration {
  const { recordedFrom = { all: 0 }, population = {}, extra } = options;
  const coreOptions = { recordedFrom, population, extra };
  const old = openState(saved);
  const probe = createCore(program, coreOptions);
  const keys = streamKeys(program);
  const needs = needsOf(probe);
  const lacking = needs.map((one, i) => !isEnough(one, old.streams[keys[i]!]));
  const had: (string | null)[] = [...old.defs];
  const missing = program.segments.flatMap(({ def }, i) => {
    const place = had.indexOf(def);
    if (place >= 0) had[place] = null;
    return place >= 0 ? [] : [i];
  });

  const core = createCore(
    { ...program, code: onlyNeeded(program.code, lacking, missing) },
    coreOptions,
  );
  const timeline = createTimeline(core, Infinity);
  const now = unpack(saved.now);

  return {
    segments: missing.map((i) => program.segments[i]!.id),
    isNeeded: missing.length > 0 || lacking.includes(true),
    add(event) {
      if (event.t <= now) timeline.add(event);
    },
    finish() {
      if (now > core.now) core.moveTo(now);
      core.settle();
      const replayed = core.kernel.streams.flatMap((stream, i) =>
        lacking[i] ? [[keys[i]!, saveStream(stream, needs[i]!)] as const] : [],
      );
      const { rows, stateOf } = timeline.journal;
      const data: Saved = {
        ...old,
        streams: { ...old.streams, ...Object.fromEntries(replayed) },
        defs: [...old.defs, ...missing.map((i) => program.segments[i]!.def)],
        states: [...old.states, ...missing.flatMap(stateOf).map(pack)],
        journal: mergeJournals(old, rows, missing),
      };
      return { ...saved, data: asJson(data) };
    },
  };
}

/** The same tables, with everything blank that need not be lived again; numbers stay as they are. */
function onlyNeeded(table: Code, lacking: readonly boolean[], missing: readonly number[]): Code {
  const segments = new Set<number>();
  const leaves = new Set<number>();
  const streams = new Set<number>();
  const segmentOf = (matcher: Code['s'][number][0]): number =>
    (matcher as number) < 0 ? (-1 - (matcher as number)) >> 1 : -1;
  const use = (stream: number): void => {
    streams.add(stream);
    const segment = segmentOf(table.s[stream]![0]);
    if (segment >= 0) live(segment);
  };
  const live = (segment: number): void => {
    if (segments.has(segment)) return;
    segments.add(segment);
    table.r.forEach((readers, leaf) => {
      if (!readers.includes(segment)) return;
      leaves.add(leaf);
      table.h.forEach((hanging, i) => {
        if (!hanging.includes(leaf)) return;
        if (i < table.s.length) use(i);
        else if (i < table.s.length + table.q.length) live(i - table.s.length);
      });
    });
    table.q[segment]![4]?.forEach(live);
  };
  missing.forEach(live);
  lacking.forEach((isLacking, stream) => {
    if (isLacking) use(stream);
  });
  // What hangs on a segment that is lived hangs on its comings and goings, too.
  table.s.forEach(([matcher], stream) => {
    if (segments.has(segmentOf(matcher))) streams.add(stream);
  });
  const never: MatcherCode = [[]];
  const blank = table.m.length;
  return {
    ...table,
    m: [...table.m, never],
    s: table.s.map((row, i) => (streams.has(i) ? row : [blank, ...row.slice(1)])) as Code['s'],
    l: table.l.map((row, i) => (leaves.has(i) ? row : 0)),
    q: table.q.map((row, i) => (segments.has(i) ? row : [[1], null, 0, row[3] ?? 0])),
    h: table.h.map((row) => row.filter((leaf) => leaves.has(leaf))),
    r: table.r.map((row) => row.filter((segment) => segments.has(segment))),
  };
}

/** Changes of both, by their instants; those of the replay under the numbers they get. */
function mergeJournals(
  old: Saved,
  replayed: readonly number[],
  missing: readonly number[],
): number[] {
  const changes: number[][] = [];
  for (let i = 0; i < old.journal.length; i += CHANGE) {
    changes.push(old.journal.slice(i, i + CHANGE));
  }
  for (let i = 0; i < replayed.length; i += CHANGE) {
    const [t, segment, ...rest] = replayed.slice(i, i + CHANGE) as [number, number];
    const place = missing.indexOf(segment);
    if (place >= 0) changes.push([t, old.defs.length + place, ...rest].map(pack));
  }
  return changes.sort((a, b) => a[0]! - b[0]!).flat();
}
