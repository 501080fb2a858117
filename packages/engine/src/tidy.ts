import * as code from './code.ts';
import type { Core } from './core.ts';
import { makeLeaf } from './leaf.ts';
import { type Builder, makeMeasure } from './measures.ts';
import { firstAt, type Stream, totalAt } from './stream.ts';

/** What measures need of a stream. */
export interface Needs {
  /** Entries up to this old (ms), of them this many of the newest. */
  readonly reach: (readonly [ms: number, count: number])[];
  /** Whether the numbers of the sessions play a part. */
  hasSessions: boolean;
}

/** The longest that a calendar unit and the one before it can last, in ms. */
const TWO_UNITS_MS = [3, 15, 63].map((days) => days * 86_400_000);

/** What all comparisons and signals of a program need of its streams, by their numbers. */
export function needsOf({ kernel, program }: Core): Needs[] {
  const { streams } = kernel;
  const all: Needs[] = streams.map(({ kind }) => ({
    reach: [],
    hasSessions: kind === code.PER_SESSION,
  }));
  const builder: Builder = {
    kernel,
    measure: (measure) =>
      (measure[0] < code.MEASURE_EXTRA ? makeMeasure : kernel.extra!.measure)(measure, builder),
    stream(index, window = [code.EVER], count = Infinity, bySession = false) {
      const needs = all[index]!;
      const [ms, most] = reachOf(window, count);
      if (!needs.reach.some((one) => one[0] >= ms && one[1] >= most)) needs.reach.push([ms, most]);
      if (bySession || window[0] === code.SESSIONS) needs.hasSessions = true;
      return streams[index]!;
    },
  };
  for (const leaf of program.code.l) if (typeof leaf !== 'number') makeLeaf(leaf, builder);
  for (const [, measure] of program.code.v) builder.measure(measure);
  return all;
}

function reachOf([kind, a]: code.WindowCode, count: number): [ms: number, count: number] {
  if (kind === code.ROLLING) return [a!, count];
  if (kind === code.CALENDAR) return [TWO_UNITS_MS[a!]!, count];
  return [Infinity, kind === code.EVER ? count : Infinity];
}

/** Lets go of the entries at and after an instant. */
export function cutEnd(stream: Stream, t: number): void {
  const length = firstAt(stream.t, t);
  if (length === stream.t.length) return;
  for (const list of [stream.t, stream.c, stream.v, stream.s]) {
    if (list.length > length) list.length = length;
  }
  if (stream.first >= t) stream.first = Infinity;
  rebuild(stream);
}

/** Lets go of entries at the start that neither a window nor a late event can need. */
export function cutStart(stream: Stream, { reach }: Needs, floor: number): void {
  const { t, c, v, s } = stream;
  // The last entry says which period has begun.
  let gone = t.length - 1;
  for (const [ms, count] of reach) {
    gone = Math.min(gone, Math.max(firstAt(t, floor - ms), firstAt(t, floor) - count));
  }
  if (gone <= 0) return;
  stream.base = totalAt(stream, gone - 1);
  stream.dropped += gone;
  for (const list of [t, c, v, s]) list.splice(0, gone);
  rebuild(stream);
}

/** Derives everything anew from the entries. */
export function rebuild(stream: Stream): void {
  for (const cache of stream.caches) {
    cache.clear();
    for (let place = 0; place < stream.t.length; place++) cache.add(place);
  }
}
