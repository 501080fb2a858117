import type { Code, MatcherCode } from './code.ts';
import { createCore } from './core.ts';
import type { EngineOptions, EngineState } from './engine.ts';
import type { InkEvent, JsonValue } from './event.ts';
import { CHANGE } from './members.ts';
import type { Program } from './program.ts';
import { isEnough, openState, pack, type Saved, saveStream, streamKeys, unpack } from './state.ts';
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
  const lacking = probe.kernel.streams.map((stream, i) => !isEnough(stream, old.streams[keys[i]!]));
  const had: (string | null)[] = [...old.defs];
  const missing = program.segments.flatMap(({ def }, i) => {
    const place = had.indexOf(def);
    if (place >= 0) had[place] = null;
    return place >= 0 ? [] : [i];
  });

  const core = createCore(
    { ...program, code: onlyNeeded(program.code, probe, lacking, missing) },
    coreOptions,
  );
  core.kernel.streams.forEach((stream, i) => {
    const { needs, hasSessions } = probe.kernel.streams[i]!;
    stream.needs.push(...needs);
    stream.hasSessions = hasSessions;
  });
  const timeline = createTimeline(core, Infinity);
  const now = unpack(saved.now);

  return {
    segments: missing.map((i) => program.segments[i]!.id),
    isNeeded: missing.length > 0 || lacking.includes(true),
    add(event) {
      if (event.t <= now) timeline.add(event);
    },
    finish() {
      if (now > core.now()) core.moveTo(now);
      core.settle();
      const replayed = core.kernel.streams.flatMap((stream, i) =>
        lacking[i] ? [[keys[i]!, saveStream(stream)] as const] : [],
      );
      const { members } = core;
      const data: Saved = {
        ...old,
        streams: { ...old.streams, ...Object.fromEntries(replayed) },
        defs: [...old.defs, ...missing.map((i) => program.segments[i]!.def)],
        states: [...old.states, ...missing.flatMap((i) => members.stateOf(i)).map(pack)],
        journal: mergeJournals(old, members.journal, missing),
      };
      return { ...saved, data: data as unknown as JsonValue };
    },
  };
}

/** The same tables, with everything blank that need not be lived again; numbers stay as they are. */
function onlyNeeded(
  table: Code,
  { wiring, kernel }: ReturnType<typeof createCore>,
  lacking: readonly boolean[],
  missing: readonly number[],
): Code {
  const segments = new Set<number>();
  const leaves = new Set<number>();
  const streams = new Set(kernel.streams.filter((_, i) => lacking[i]));
  const live = (segment: number): void => {
    if (segments.has(segment)) return;
    segments.add(segment);
    for (const leaf of wiring.leavesOf[segment]!) {
      leaves.add(leaf);
      for (const stream of wiring.reads[leaf]!) {
        streams.add(stream);
        if (stream.segment >= 0) live(stream.segment);
      }
      wiring.followed[leaf]!.forEach(live);
    }
    for (const one of table.q[segment]![4] ?? []) live(one);
  };
  missing.forEach(live);
  for (const { segment } of [...streams]) if (segment >= 0) live(segment);
  const never: MatcherCode = [[]];
  const blank = table.m.length;
  return {
    ...table,
    m: [...table.m, never],
    s: table.s.map((row, i) => {
      const [, kind = 0, field = ''] = row;
      return streams.has(kernel.streams[i]!) ? row : [blank, kind, field];
    }),
    l: table.l.map((row, i) => (leaves.has(i) ? row : 0)),
    q: table.q.map((row, i) => (segments.has(i) ? row : [[1], null, 0, row[3] ?? 0])),
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
