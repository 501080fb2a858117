// One closure over the state of a visitor, so that the steps of one event share it without
// handing it around; what they do in detail is in the files that it imports.
import type { InkEvent, JsonValue } from './event.ts';
import type { Extra } from './extra.ts';
import { createIntake } from './intake.ts';
import { type Kernel, type Population, YES } from './kernel.ts';
import { createMembers, type Members } from './members.ts';
import type { RecordedFrom } from './membership.ts';
import type { Program } from './program.ts';
import { cutEnd, pushEvent, pushInstant } from './stream.ts';
import { createTimers, type Timers } from './timers.ts';
import { createStreams, type Wiring, wire } from './wiring.ts';
import { createCalendar } from './zone.ts';

/** The engine for events in order: everything but lateness, saving and looking ahead. */
export interface Core {
  readonly kernel: Kernel;
  readonly members: Members;
  readonly wiring: Wiring;
  readonly timers: Timers;
  readonly answers: Uint8Array;
  /** Instants of purchases by their transaction. */
  readonly purchases: Map<JsonValue, number>;
  /** The newest events, in order; the timeline's. */
  recent: readonly InkEvent[];
  /** Called when an instant is left, with the length of the journal before it. */
  onLeave: (mark: number) => void;
  /** Called when what was made of an instant and all later ones is taken back. */
  onBack: (t: number) => void;
  now(): number;
  /** Length of the journal before the present instant. */
  mark(): number;
  /** Takes an event that is not before now, nor before another of this instant. */
  take(event: InkEvent): void;
  /** Moves to an instant, settling wherever something changes on the way. */
  moveTo(t: number): void;
  /** Moves to an instant with nothing on the way to it. */
  step(t: number): void;
  /** Lets go of the oldest part of the journal. */
  forget(length: number): void;
  /** Puts the present back after a look ahead. */
  back(now: number, mark: number): void;
  /** Brings everything up to date with the events of this instant. */
  settle(): void;
  /** Asks every comparison anew. */
  lookAtAll(): void;
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
  const { code: table } = program;
  const leafCount = table.l.length;
  const answers = new Uint8Array(leafCount);
  const timers = createTimers(leafCount + table.q.length);
  const purchases = new Map<JsonValue, number>();
  const streams = createStreams(table, recordedFrom, extra);
  const kernel: Kernel = {
    calendar: createCalendar(program.zone),
    sessionRules: program.session,
    population,
    streams,
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
    lapse: Infinity,
    extra,
    end: 0,
    state: (segment) => members.state[segment]!,
    since: (segment) => members.since[segment]!,
  };
  const wiring = wire(table, kernel);
  const { leaves, readers, feeds, transitions } = wiring;
  const intake = createIntake(table.m, program.zone, extra?.filter);
  const pending = new Map<number, number>();
  let now = -Infinity;
  let mark = 0;

  const look = (leaf: number): void => {
    const ask = leaves[leaf];
    const answer = ask ? ask(now) : members.state[table.l[leaf] as number]!;
    if (ask) timers.set(leaf, kernel.until);
    if (answer === answers[leaf]) return;
    answers[leaf] = answer;
    for (const segment of readers[leaf]!) members.mark(segment);
  };
  const lookAtAll = (): void => {
    for (let leaf = 0; leaf < leafCount; leaf++) look(leaf);
  };
  const members = createMembers(table.q, {
    answers,
    floor: wiring.floor,
    wake(segment, t) {
      const item = leafCount + segment;
      if (t < timers.next[item]!) timers.set(item, t);
    },
    changed({ segment, t, from, to, isUndone }) {
      for (const stream of transitions[segment]!) {
        if (stream) stream.since = members.knownSince[segment]!;
      }
      const stream = transitions[segment]![to === YES ? 0 : from === YES ? 1 : 2];
      if (stream && isUndone) cutEnd(stream, t);
      else if (stream) pushInstant(stream, t, kernel);
      for (const leaf of wiring.followers[segment]!) look(leaf);
      for (const one of transitions[segment]!) for (const leaf of one?.leaves ?? []) look(leaf);
    },
  });

  const match = (event: InkEvent): void => {
    intake(event, (matcher) => {
      for (const [index, bit] of feeds[matcher]!) {
        pending.set(index, (pending.get(index) ?? 0) | bit);
      }
    });
    for (const [index, bits] of pending) {
      const stream = streams[index]!;
      if (pushEvent(stream, event, kernel, bits)) stream.leaves.forEach(look);
    }
    pending.clear();
  };
  const isRepeated = ({ type, t, params }: InkEvent): boolean => {
    const id = type === 'purchase' ? params.transaction_id : undefined;
    if (typeof id !== 'number' && (typeof id !== 'string' || !id)) return false;
    if (purchases.has(id)) return true;
    purchases.set(id, t);
    return false;
  };
  const step = (t: number): void => {
    if (members.journal.length > mark) core.onLeave(mark);
    mark = members.journal.length;
    now = t;
  };

  const core: Core = {
    kernel,
    members,
    wiring,
    timers,
    answers,
    purchases,
    recent: [],
    onLeave() {},
    onBack() {},
    now: () => now,
    mark: () => mark,
    take(event) {
      const { t, session } = event;
      const { sessionStarts, sessionTimes } = kernel;
      if (t > now) core.moveTo(t);
      else if (members.journal.length > mark) {
        // What was made of an instant that is not complete yet never was.
        core.onBack(t);
        members.undo(mark);
      }
      const isFirst = kernel.first === Infinity;
      if (!(session <= sessionStarts.at(-1)!)) {
        sessionStarts.push(session);
        sessionTimes.push(t);
      }
      kernel.last = t;
      if (isFirst) {
        kernel.first = t;
        members.begin(t);
      }
      if (!isRepeated(event)) match(event);
      if (isFirst) lookAtAll();
      else for (const leaf of wiring.sessionLeaves) look(leaf);
    },
    moveTo(t) {
      core.settle();
      while (timers.first() < t) {
        step(timers.first());
        core.settle();
      }
      step(t);
    },
    settle() {
      if (kernel.first === Infinity) return;
      while (timers.first() <= now) {
        const item = timers.item();
        if (item < leafCount) look(item);
        else {
          timers.set(item, Infinity);
          members.mark(item - leafCount);
        }
      }
      members.settle(now);
    },
    step,
    forget(length) {
      members.journal.splice(0, length);
      mark -= length;
    },
    back(at, length) {
      now = at;
      mark = length;
    },
    lookAtAll,
  };
  return core;
}
