// One closure over the state of a visitor, so that the steps of one event share it without
// handing it around; what they do in detail is in the files that it imports.
import * as code from './code.ts';
import { recordedSince } from './coverage.ts';
import type { InkEvent, JsonValue } from './event.ts';
import type { Extra } from './extra.ts';
import { createIntake, type Intake } from './intake.ts';
import { type Kernel, type Measure, type Population, YES } from './kernel.ts';
import { type Leaf, makeLeaf } from './leaf.ts';
import { type Builder, makeMeasure } from './measures.ts';
import { createMembers, type Members } from './members.ts';
import type { RecordedFrom } from './membership.ts';
import type { Program } from './program.ts';
import { createStream, pushEvent, pushInstant, type Stream } from './stream.ts';
import { createTimers, type Timers } from './timers.ts';
import { createCalendar } from './zone.ts';

/** A change of effective membership at an instant, by the segment's number. */
export interface Flip {
  readonly segment: number;
  readonly t: number;
  readonly in: boolean;
}

/** The engine for events in order: everything but lateness, saving and looking ahead. */
export interface Core {
  readonly program: Program;
  readonly kernel: Kernel;
  readonly members: Members;
  readonly timers: Timers;
  readonly answers: Uint8Array;
  readonly intake: Intake;
  /** Instants of purchases by their transaction. */
  readonly purchases: Map<JsonValue, number>;
  /** Streams of each segment's comings, goings, and neither. */
  readonly transitions: readonly (readonly Stream[])[];
  /** Changes that nobody has been told of, in order. */
  flips: Flip[];
  /** The newest events, in order; the timeline's. */
  recent: readonly InkEvent[];
  /** The present instant, ms. */
  now: number;
  /** The instant of the newest change of a segment's state. */
  changedAt: number;
  /** Called before a segment's state changes. */
  onChange: (segment: number) => void;
  /** Builds a measure. */
  measure(code: code.MeasureCode): Measure;
  /** Takes an event that is not before now, nor before another of this instant. */
  take(event: InkEvent): void;
  /** Moves to an instant, settling wherever something changes on the way. */
  moveTo(t: number): void;
  /** Brings everything up to date with the events of this instant. */
  settle(): void;
  /** Asks the comparisons anew that hang on a segment, or every one. */
  look(segment?: number): void;
}

/** What a core is built with. */
export interface CoreOptions {
  readonly recordedFrom: RecordedFrom;
  readonly population: Population;
  readonly extra: Extra | undefined;
}

/** Builds what a program needs; nothing has happened yet. */
export function createCore(
  program: Program,
  { recordedFrom, population, extra }: CoreOptions,
): Core {
  const { s: streamCodes, l: leafCodes, q: segments, h: hangers, r: readers } = program.code;
  const leafCount = leafCodes.length;
  const answers = new Uint8Array(leafCount);
  const timers = createTimers(leafCount + segments.length);
  const purchases = new Map<JsonValue, number>();
  const feeds: [stream: number, bit: number][][] = program.code.m.map(() => []);
  const transitions: Stream[][] = segments.map(() => []);
  const streams = streamCodes.map(([matchers, keys, kind = code.COUNT, field = ''], index) => {
    // What a segment does is known from when it is known.
    const since = (matchers as number) < 0 ? Infinity : recordedSince(recordedFrom, keys);
    const stream = createStream(kind, field, since);
    [matchers].flat().forEach((one, bit) => {
      if (one < 0) transitions[(-1 - one) >> 1]![(-1 - one) & 1] = stream;
      else feeds[one]!.push([index, 1 << bit]);
    });
    return stream;
  });
  const knowSince = (segment: number, since: number): void => {
    for (const stream of transitions[segment]!) if (stream) stream.since = since;
  };
  const members = createMembers(segments, {
    answers,
    floor(segment, reads) {
      const since = Math.max(-Infinity, ...reads.map((stream) => streams[stream]!.since));
      knowSince(segment, since);
      return since;
    },
    wake(segment, t) {
      const item = leafCount + segment;
      if (t < timers.next[item]!) timers.set(item, t);
    },
    changing(segment) {
      core.changedAt = core.now;
      core.onChange(segment);
    },
    changed(segment, from, to) {
      const isIn = to === YES;
      const wasIn = from === YES;
      if (isIn !== wasIn) core.flips.push({ segment, t: core.now, in: isIn });
      knowSince(segment, members.knownSince[segment]!);
      const stream = transitions[segment]![isIn ? 0 : wasIn ? 1 : 2];
      if (stream) pushInstant(stream, core.now, kernel);
      core.look(segment);
    },
  });
  const kernel: Kernel = {
    calendar: createCalendar(program.zone),
    sessionRules: program.session,
    population,
    streams,
    members,
    extra,
    first: Infinity,
    last: -Infinity,
    sessionStarts: [],
    sessionTimes: [],
    until: Infinity,
    doubt: 0,
    slope: 0,
    side: 0,
    early: 0,
    late: 0,
    low: 0,
    high: 0,
    start: 0,
    end: 0,
  };
  const builder: Builder = {
    kernel,
    measure: (measure) =>
      (measure[0] < code.MEASURE_EXTRA ? makeMeasure : extra!.measure)(measure, builder),
    stream: (index) => streams[index]!,
  };
  const leaves = leafCodes.map((leaf): Leaf => {
    if (typeof leaf !== 'number') return makeLeaf(leaf, builder);
    return () => {
      kernel.until = Infinity;
      return members.state[leaf]!;
    };
  });
  const lookAt = (leaf: number): void => {
    const answer = leaves[leaf]!(core.now);
    timers.set(leaf, kernel.until);
    if (answer === answers[leaf]) return;
    answers[leaf] = answer;
    readers[leaf]!.forEach(members.mark);
  };
  /** Looks at what hangs on a stream, on a segment (after the streams), or on the session. */
  const lookAtHanging = (row: number): void => hangers[row]?.forEach(lookAt);
  // Streams that an event joins, and which of their matchers it fits; empty between events.
  const touched: number[] = [];
  const bits: number[] = [];
  const hit = (matcher: number): void => {
    for (const [index, bit] of feeds[matcher]!) {
      if (!bits[index]) touched.push(index);
      bits[index] = bits[index]! | bit;
    }
  };

  const core: Core = {
    program,
    kernel,
    members,
    timers,
    answers,
    intake: createIntake(program.code.m, program.zone, extra?.filter),
    purchases,
    transitions,
    flips: [],
    recent: [],
    now: -Infinity,
    changedAt: -Infinity,
    onChange() {},
    measure: builder.measure,
    take(event) {
      const { t, session, type, params } = event;
      const { sessionStarts } = kernel;
      if (t > core.now) core.moveTo(t);
      const isFirst = kernel.first === Infinity;
      if (!(session <= sessionStarts.at(-1)!)) {
        sessionStarts.push(session);
        kernel.sessionTimes.push(t);
      }
      kernel.last = t;
      if (isFirst) {
        kernel.first = t;
        members.begin(t);
      }
      const id = type === 'purchase' ? params.transaction_id : '';
      const isNamed = typeof id === 'number' || (id && typeof id === 'string');
      if (!(isNamed && purchases.has(id))) {
        if (isNamed) purchases.set(id, t);
        core.intake(event, hit);
        while (touched.length > 0) {
          const index = touched.pop()!;
          if (pushEvent(streams[index]!, event, kernel, bits[index]!)) lookAtHanging(index);
          bits[index] = 0;
        }
      }
      if (isFirst) core.look();
      else lookAtHanging(streams.length + segments.length);
    },
    moveTo(t) {
      core.settle();
      while (timers.first() < t) {
        core.now = timers.first();
        core.settle();
      }
      core.now = t;
    },
    settle() {
      const { now } = core;
      if (kernel.first === Infinity) return;
      while (timers.first() <= now) {
        const item = timers.item();
        if (item < leafCount) lookAt(item);
        else {
          timers.set(item, Infinity);
          members.mark(item - leafCount);
        }
      }
      members.settle(now);
    },
    look(segment) {
      if (segment !== undefined) lookAtHanging(streams.length + segment);
      else for (let leaf = 0; leaf < leafCount; leaf++) lookAt(leaf);
    },
  };
  return core;
}
