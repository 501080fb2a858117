import * as code from './code.ts';
import { recordedSince } from './coverage.ts';
import type { Extra } from './extra.ts';
import type { Kernel, Measure } from './kernel.ts';
import { type Leaf, makeLeaf } from './leaf.ts';
import { type Builder, makeMeasure, needWindow } from './measures.ts';
import type { RecordedFrom } from './membership.ts';
import { createStream, type Stream } from './stream.ts';

/** What hangs on what in a program; streams, leaves and segments by number. */
export interface Wiring {
  /** `null` for the state of a segment. */
  readonly leaves: readonly (Leaf | null)[];
  readonly signals: readonly Measure[];
  /** Builds a measure that is asked now and then; nothing is kept for its sake. */
  readonly build: (measure: code.MeasureCode) => Measure;
  /** Streams of each matcher, with the matcher's bit among several. */
  readonly feeds: readonly (readonly [stream: number, bit: number])[][];
  /** Leaves that change with the session. */
  readonly sessionLeaves: readonly number[];
  /** Segments that read each leaf. */
  readonly readers: readonly (readonly number[])[];
  /** Streams and segments that each leaf reads, and leaves that each segment does. */
  readonly reads: readonly ReadonlySet<Stream>[];
  readonly followed: readonly (readonly number[])[];
  readonly leavesOf: readonly (readonly number[])[];
  /** Leaves and streams that follow each segment; leaves that are its state come as they are. */
  readonly followers: readonly (readonly number[])[];
  readonly transitions: readonly (readonly Stream[])[];
  /** Since when all that a segment reads is recorded. */
  readonly floor: (segment: number) => number;
}

/** In place of a leaf: a named signal, or a measure that only looks. */
const SIGNAL = -1;
const QUIET = -2;

/** The streams of a program, empty. */
export function createStreams(
  { m, s }: code.Code,
  recordedFrom: RecordedFrom,
  extra: Extra | undefined,
): Stream[] {
  return s.map(([matcher, kind = code.COUNT, field = '']) => {
    const matchers = typeof matcher === 'number' ? [matcher] : matcher;
    const since = matchers.map((one) => {
      const [types, filter] = m[one] ?? [[]];
      const params = [...(extra?.params(kind, types || [], field) ?? [field]), ...paths(filter)];
      return recordedSince(
        recordedFrom,
        types || null,
        params.map((path) => path.split('.', 1)[0]!),
      );
    });
    const segment = matchers[0]! < 0 ? (-1 - matchers[0]!) >> 1 : -1;
    const stream = createStream(kind, field, Math.max(...since), segment);
    stream.hasSessions = kind === code.PER_SESSION;
    return stream;
  });
}

/** The params that a filter reads. */
function paths(filter: code.FilterCode | undefined): string[] {
  if (!filter) return [];
  const [op, path] = filter;
  return op > code.NOT
    ? [path as string]
    : (filter.slice(1) as code.FilterCode[]).flatMap((part) => paths(part));
}

/** Builds all measures over the kernel's streams and notes what must be looked at when. */
export function wire(program: code.Code, kernel: Kernel): Wiring {
  const { m: matchers, s: streamCodes, l: leafCodes, q: segments, v: signals } = program;
  const { streams } = kernel;
  const sessionLeaves: number[] = [];
  const readers: number[][] = leafCodes.map(() => []);
  const followers: number[][] = segments.map(() => []);
  const read: Set<Stream>[] = leafCodes.map(() => new Set());
  const followed: number[][] = leafCodes.map(() => []);
  const feeds: [number, number][][] = matchers.map(() => []);
  const transitions: Stream[][] = segments.map(() => []);

  streamCodes.forEach(([matcher], index) => {
    for (const [bit, one] of (typeof matcher === 'number' ? [matcher] : matcher).entries()) {
      if (one < 0) transitions[(-1 - one) >> 1]![(-1 - one) & 1] = streams[index]!;
      else feeds[one]!.push([index, 1 << bit]);
    }
  });

  const builderOf = (leaf: number): Builder => {
    const hang = (stream: Stream): void => {
      if (leaf >= 0 && stream.leaves.at(-1) !== leaf) stream.leaves.push(leaf);
    };
    const builder: Builder = {
      kernel,
      measure: (measure) =>
        measure[0] < code.MEASURE_EXTRA
          ? makeMeasure(measure, builder)
          : kernel.extra!.measure(measure, builder),
      stream(index, window, count = Infinity) {
        const stream = streams[index]!;
        hang(stream);
        read[leaf]?.add(stream);
        if (!window || leaf === QUIET) return stream;
        needWindow(stream, window, count);
        const [kind, , first] = window;
        if (kind === code.SESSIONS && leaf >= 0) sessionLeaves.push(leaf);
        if (kind === code.WITHIN_FIRST && first! >= 0) {
          hang(streams[first!]!);
          read[leaf]?.add(streams[first!]!);
        }
        return stream;
      },
      follow(segment) {
        if (leaf < 0) return;
        followers[segment]!.push(leaf);
        followed[leaf]!.push(segment);
      },
    };
    return builder;
  };
  const leaves = leafCodes.map((one, leaf) => {
    if (typeof one !== 'number') return makeLeaf(one, builderOf(leaf));
    builderOf(leaf).follow(one);
    return null;
  });
  const leavesBySegment = segments.map(([enter, exit]) => [
    ...new Set([...leavesOf(enter), ...leavesOf(exit ?? [0])]),
  ]);
  leavesBySegment.forEach((list, segment) => {
    for (const leaf of list) readers[leaf]!.push(segment);
  });

  const floors: number[] = [];
  const floor = (segment: number): number => {
    floors[segment] ??= Math.max(
      -Infinity,
      ...leavesBySegment[segment]!.flatMap((leaf) => [
        ...[...read[leaf]!].map((stream) =>
          stream.segment < 0 ? stream.since : floor(stream.segment),
        ),
        ...followed[leaf]!.map(floor),
      ]),
      ...(segments[segment]![4] ?? []).map(floor),
    );
    return floors[segment]!;
  };
  transitions.forEach((list, segment) => {
    for (const stream of list) if (stream) stream.since = floor(segment);
  });
  return {
    leaves,
    signals: signals.map(([, measure]) => builderOf(SIGNAL).measure(measure)),
    build: builderOf(QUIET).measure,
    feeds,
    sessionLeaves,
    readers,
    reads: read,
    followed,
    leavesOf: leavesBySegment,
    followers,
    transitions,
    floor,
  };
}

/** The leaves of a condition. */
function leavesOf(node: code.NodeCode): number[] {
  if (typeof node === 'number') return [node < 0 ? ~node : node];
  return node.slice(1).flatMap((part) => leavesOf(part));
}
