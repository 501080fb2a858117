import type { Core } from './core.ts';
import type { EngineState } from './engine.ts';
import { EngineError } from './engine-error.ts';
import { compareEvents, type InkEvent, type JsonValue } from './event.ts';
import { CHANGE } from './journal.ts';
import type { Program } from './program.ts';
import { resume } from './rewind.ts';
import type { Stream } from './stream.ts';
import { type Needs, rebuild } from './tidy.ts';
import type { LateTimeline } from './timeline.ts';

/** Version of the saved form. */
const VERSION = 2;
/** Stands for "never yet", as JSON has no infinity; before any instant of a date. */
const NEVER = -9e15;

/** The inside of a saved state. */
export interface Saved {
  /** First and newest event, and the instant before which events come too late. */
  readonly times: readonly number[];
  readonly sessions: readonly [starts: number[], times: number[]];
  readonly purchases: [JsonValue, number][];
  /** By what a stream takes. */
  readonly streams: { readonly [key: string]: SavedStream };
  /** Definitions of the segments, and five numbers for each: those of a change. */
  readonly defs: readonly string[];
  readonly states: readonly number[];
  readonly journal: readonly number[];
  readonly recent: readonly InkEvent[] | null;
}
export type SavedStream = readonly [
  t: number[],
  c: number[],
  v: (JsonValue | null)[],
  s: number[],
  dropped: number,
  base: number,
  first: number,
  falls: number,
  /** Flat pairs: how far back entries are there, and how many of the newest. */
  needs: number[],
];

/** JSON has no infinity. */
export const pack = (n: number): number => (n === -Infinity ? NEVER : n === Infinity ? -NEVER : n);
export const unpack = (n: number): number =>
  n === NEVER ? -Infinity : n === -NEVER ? Infinity : n;

/** What each stream is known by in a saved state. */
export function streamKeys({ code, segments, currency, zone }: Program): string[] {
  return code.s.map(([matcher, , kind, field]) => {
    const matchers = (typeof matcher === 'number' ? [matcher] : matcher).map((one) =>
      one < 0 ? [one & 1, segments[(-1 - one) >> 1]!.def] : code.m[one],
    );
    return JSON.stringify([matchers, kind, field, currency, zone.name]);
  });
}

/** Copies an engine's state into JSON; `recent` events are left out where they are not wanted. */
export function saveState(
  core: Core,
  { floor, journal, needs, recent }: LateTimeline,
  withRecent: boolean,
): EngineState {
  const { kernel, program, purchases } = core;
  const keys = streamKeys(program);
  const data: Saved = {
    times: [kernel.first, kernel.last, floor].map(pack),
    sessions: [kernel.sessionStarts.slice(), kernel.sessionTimes.slice()],
    purchases: [...purchases],
    streams: Object.fromEntries(
      kernel.streams.map((stream, i) => [keys[i]!, saveStream(stream, needs[i]!)]),
    ),
    defs: program.segments.map(({ def }) => def),
    states: program.segments.flatMap((_, i) => journal.stateOf(i).map(pack)),
    journal: journal.rows.map(pack),
    recent: withRecent ? recent.slice() : null,
  };
  return { v: VERSION, now: pack(core.now), data: asJson(data) };
}

/** Copies a stream into JSON. */
export function saveStream(stream: Stream, { hasSessions, reach }: Needs): SavedStream {
  const { t, c, v, s, dropped, base, first, falls } = stream;
  const values = v.map((value) => value ?? null);
  const rest = [dropped, base, pack(first), falls ? 1 : 0] as const;
  return [
    t.slice(),
    c.slice(),
    values,
    hasSessions ? s.slice() : [],
    ...rest,
    reach.flat().map(pack),
  ];
}

/** What is inside a saved state. @throws {@link EngineError} `bad-state` for another version. */
export function openState({ v, data }: EngineState): Saved {
  if (v !== VERSION || !Array.isArray(data)) throw new EngineError('bad-state', `v${v}`);
  const [times, sessions, purchases, streams, defs, states, journal, recent] = data as never[];
  return { times, sessions, purchases, streams, defs, states, journal, recent } as never;
}

/** A list and no object: a browser's build has names of its own for the parts, the next one others. */
export function asJson({ times, sessions, purchases, streams, ...rest }: Saved): JsonValue {
  const { defs, states, journal, recent } = rest;
  return [times, sessions, purchases, streams, defs, states, journal, recent] as never;
}

/** Whether a saved stream holds all that is needed of it. */
export function isEnough({ hasSessions, reach }: Needs, saved: SavedStream | undefined): boolean {
  if (!saved) return false;
  const [t, , , s] = saved;
  const had = saved[8];
  const isKept = ([ms, count]: readonly [number, number]): boolean =>
    had.some((one, i) => i % 2 === 0 && unpack(one) >= ms && unpack(had[i + 1]!) >= count);
  return (!hasSessions || s.length === t.length) && reach.every(isKept);
}

/**
 * Puts a saved state in place.
 *
 * @throws {@link EngineError} `bad-state` when it is not of this version; `stale-state` when the
 *   program asks for what it does not hold, so that it must be brought up to date first.
 */
export function restoreState(
  core: Core,
  timeline: LateTimeline,
  state: EngineState,
  recent: readonly InkEvent[] = [],
): void {
  const saved = openState(state);
  const now = unpack(state.now);
  const { kernel, members, program, purchases } = core;
  const [first, last, floor] = saved.times.map(unpack);
  kernel.first = first!;
  kernel.last = last!;
  kernel.sessionStarts = saved.sessions[0].slice();
  kernel.sessionTimes = saved.sessions[1].slice();
  for (const [id, t] of saved.purchases) purchases.set(id, t);
  const keys = streamKeys(program);
  kernel.streams.forEach((stream, i) => {
    const one = saved.streams[keys[i]!];
    if (!isEnough(timeline.needs[i]!, one)) throw new EngineError('stale-state', `code.s[${i}]`);
    restoreStream(stream, one!);
  });
  // Segments of one definition are taken in their order.
  const free = program.segments.map(({ def }) => def as string | null);
  const places = saved.defs.map((def) => {
    const place = free.indexOf(def);
    if (place >= 0) free[place] = null;
    return place;
  });
  const missing = free.findIndex((def) => def !== null);
  if (missing >= 0) throw new EngineError('stale-state', `segments[${missing}]`);
  places.forEach((place, i) => {
    if (place < 0) return;
    const state = saved.states.slice(i * 5, i * 5 + 5).map(unpack);
    members.own[place] = state[0]!;
    members.ownSince[place] = state[1]!;
    members.state[place] = state[2]!;
    members.since[place] = state[3]!;
    members.knownSince[place] = state[4]!;
  });
  for (let i = 0; i < saved.journal.length; i += CHANGE) {
    const change = saved.journal.slice(i, i + CHANGE).map(unpack);
    change[1] = places[change[1]!]!;
    if (change[1] >= 0) timeline.journal.rows.push(...change);
  }
  core.changedAt = timeline.journal.rows.at(-CHANGE) ?? -Infinity;
  timeline.recent.push(...(saved.recent ?? recent));
  timeline.recent.sort(compareEvents);
  // Without those events nothing can be placed before them.
  timeline.floor = saved.recent || recent.length > 0 ? floor! : now + 1;
  resume(core, now);
}

function restoreStream(
  stream: Stream,
  [t, c, v, s, dropped, base, first, falls]: SavedStream,
): void {
  stream.t = t.slice();
  stream.c = c.slice();
  stream.v = v.slice();
  // Nobody asks where they were left out.
  stream.s = s.length === t.length ? s.slice() : t.map(() => 0);
  stream.dropped = dropped;
  stream.base = base;
  stream.first = unpack(first);
  stream.falls = falls === 1;
  rebuild(stream);
}
