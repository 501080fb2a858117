import type { Core } from './core.ts';
import type { EngineState } from './engine.ts';
import { EngineError } from './engine-error.ts';
import { compareEvents, type InkEvent, type JsonValue } from './event.ts';
import { hashOf } from './hash.ts';
import { CHANGE } from './members.ts';
import type { Program } from './program.ts';
import { rebuild, type Stream } from './stream.ts';
import type { Timeline } from './timeline.ts';

/** Version of the saved form. */
const VERSION = 1;
/** Stands for "never yet", as JSON has no infinity; before any instant of a date. */
const NEVER = -9e15;

/** The inside of a saved state. */
interface Saved {
  /** First and newest event, and the instant before which events come too late. */
  readonly times: readonly number[];
  readonly sessions: readonly [starts: number[], times: number[]];
  readonly purchases: [JsonValue, number][];
  /** By the hash of what a stream takes. */
  readonly streams: { readonly [key: string]: SavedStream };
  /** Definitions of the segments, and five numbers for each: those of a change. */
  readonly defs: readonly string[];
  readonly states: readonly number[];
  readonly journal: readonly number[];
  readonly recent: readonly InkEvent[] | null;
}
type SavedStream = readonly [
  t: number[],
  c: number[],
  v: (JsonValue | null)[],
  s: number[],
  dropped: number,
  base: number,
  first: number,
  falls: number,
];

const pack = (n: number): number => (n === -Infinity ? NEVER : n === Infinity ? -NEVER : n);
const unpack = (n: number): number => (n === NEVER ? -Infinity : n === -NEVER ? Infinity : n);

/** What each stream is known by in a saved state. */
export function streamKeys({ code, segments, currency, zone }: Program): string[] {
  return code.s.map(([matcher, kind, field]) => {
    const matchers = (typeof matcher === 'number' ? [matcher] : matcher).map((one) =>
      one < 0 ? [one & 1, segments[(-1 - one) >> 1]!.def] : code.m[one],
    );
    return hashOf(JSON.stringify([matchers, kind, field, currency, zone.name]));
  });
}

/** Copies an engine's state into JSON; `recent` events are left out where they are not wanted. */
export function saveState(
  program: Program,
  core: Core,
  { floor, recent }: Timeline,
  withRecent: boolean,
): EngineState {
  const { kernel, members, purchases } = core;
  const keys = streamKeys(program);
  const data: Saved = {
    times: [kernel.first, kernel.last, floor].map(pack),
    sessions: [kernel.sessionStarts.slice(), kernel.sessionTimes.slice()],
    purchases: [...purchases],
    streams: Object.fromEntries(kernel.streams.map((stream, i) => [keys[i]!, saveStream(stream)])),
    defs: program.segments.map(({ def }) => def),
    states: program.segments.flatMap((_, i) =>
      [members.own, members.ownSince, members.state, members.since, members.knownSince].map(
        (list) => pack(list[i]!),
      ),
    ),
    journal: members.journal.map(pack),
    recent: withRecent ? recent.slice() : null,
  };
  return { v: VERSION, now: pack(core.now()), data: data as unknown as JsonValue };
}

function saveStream({ t, c, v, s, dropped, base, first, falls }: Stream): SavedStream {
  const values = v.map((value) => value ?? null);
  return [t.slice(), c.slice(), values, s.slice(), dropped, base, pack(first), falls ? 1 : 0];
}

/**
 * Puts a saved state in place, as far as it fits the program.
 *
 * @returns The numbers of the segments whose state it does not hold.
 * @throws {@link EngineError} `bad-state` when it is not of this version.
 */
export function restoreState(
  program: Program,
  core: Core,
  timeline: Timeline,
  { v, now, data }: EngineState,
  recent: readonly InkEvent[] = [],
): void {
  const saved = data as unknown as Saved;
  if (v !== VERSION || !Array.isArray(saved?.times)) throw new EngineError('bad-state', `v${v}`);
  const { kernel, members, purchases } = core;
  const [first, last, floor] = saved.times.map(unpack);
  kernel.first = first!;
  kernel.last = last!;
  kernel.sessionStarts = saved.sessions[0].slice();
  kernel.sessionTimes = saved.sessions[1].slice();
  for (const [id, t] of saved.purchases) purchases.set(id, t);
  const keys = streamKeys(program);
  kernel.streams.forEach((stream, i) => {
    const one = saved.streams[keys[i]!];
    if (one) restoreStream(stream, one);
  });
  // Segments of one definition are taken in their order.
  const free = program.segments.map(({ def }) => def as string | null);
  const places = saved.defs.map((def) => {
    const place = free.indexOf(def);
    if (place >= 0) free[place] = null;
    return place;
  });
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
    if (change[1] >= 0) members.journal.push(...change);
  }
  timeline.recent.push(...(saved.recent ?? recent));
  timeline.recent.sort(compareEvents);
  // Without those events nothing can be placed before them.
  timeline.floor = saved.recent || recent.length > 0 ? floor! : unpack(now) + 1;
  core.resume(unpack(now));
}

function restoreStream(
  stream: Stream,
  [t, c, v, s, dropped, base, first, falls]: SavedStream,
): void {
  stream.t = t.slice();
  stream.c = c.slice();
  stream.v = v.slice();
  stream.s = s.slice();
  stream.dropped = dropped;
  stream.base = base;
  stream.first = unpack(first);
  stream.falls = falls === 1;
  rebuild(stream);
}
