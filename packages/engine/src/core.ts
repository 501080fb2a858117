// One closure over the state of a visitor, so that the steps of one event share it without
// handing it around; what they do in detail is in the files that it imports.
import * as code from './code.ts';
import type { InkEvent, JsonValue } from './event.ts';
import type { Extra } from './extra.ts';
import { createIntake } from './intake.ts';
import { type Kernel, type Population, YES } from './kernel.ts';
import { ask } from './leaf.ts';
import { CHANGE, createMembers, type Members } from './members.ts';
import type { RecordedFrom } from './membership.ts';
import type { Program } from './program.ts';
import { cutEnd, pushEvent, pushInstant, rebuild } from './stream.ts';
import { createTimers, type Timers } from './timers.ts';
import { endOfSession } from './window.ts';
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
  /**
   * Goes back to just before an instant.
   *
   * @param last - Instant of the newest event before it.
   */
  rewind(t: number, last: number): void;
  /** Forgets everything. */
  reset(): void;
  /** Goes on from a record that was put in place from outside. */
  resume(now: number): void;
  /** Value of a named signal, by number. */
  value(signal: number): JsonValue;
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
  const streams = createStreams(table, recordedFrom);
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
    end: 0,
    state: (segment) => members.state[segment]!,
    since: (segment) => members.since[segment]!,
  };
  const wiring = wire(table, kernel, extra);
  const { leaves, readers, feeds, transitions } = wiring;
  const intake = createIntake(
    table.m,
    program.zone,
    (matcher) => feeds[matcher]!.length > 0,
    extra?.filter,
  );
  const moment = { calendar: kernel.calendar, session: -1 };
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
      else if (stream) pushInstant(stream, t, moment);
      for (const leaf of wiring.followers[segment]!) look(leaf);
      for (const one of transitions[segment]!) for (const leaf of one?.leaves ?? []) look(leaf);
    },
  });

  const hit = (event: InkEvent, index: number, bits: number): void => {
    const stream = streams[index]!;
    if (!pushEvent(stream, event, moment, bits)) return;
    for (const leaf of stream.leaves) look(leaf);
  };
  const match = (event: InkEvent): void => {
    intake(event, (matcher) => {
      for (const [index, bit] of feeds[matcher]!) {
        if (streams[index]!.kind < code.STEPS) hit(event, index, bit);
        else pending.set(index, (pending.get(index) ?? 0) | bit);
      }
    });
    if (pending.size === 0) return;
    for (const [index, bits] of pending) hit(event, index, bits);
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
      const isNew = !(session <= sessionStarts.at(-1)!);
      const reopens = isNew || (wiring.sessionLeaves.length > 0 && endOfSession(kernel) <= t);
      if (isNew) {
        moment.session = sessionStarts.push(session) - 1;
        sessionTimes.push(t);
      }
      kernel.last = t;
      if (isFirst) {
        kernel.first = t;
        members.begin(t);
      }
      if (!isRepeated(event)) match(event);
      if (isFirst) lookAtAll();
      else if (reopens) for (const leaf of wiring.sessionLeaves) look(leaf);
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
    rewind(t, last) {
      core.onBack(t);
      const { journal } = members;
      let length = journal.length;
      while (length > 0 && journal[length - CHANGE]! >= t) length -= CHANGE;
      members.undo(length);
      for (const stream of streams) cutEnd(stream, t);
      for (const [id, at] of purchases) if (at >= t) purchases.delete(id);
      const { sessionStarts, sessionTimes } = kernel;
      while (sessionTimes.at(-1)! >= t) {
        sessionTimes.pop();
        sessionStarts.pop();
      }
      moment.session = sessionStarts.length - 1;
      kernel.last = last;
      members.unmark();
      timers.clear();
      mark = length;
      if (kernel.first >= t) kernel.first = Infinity;
      core.resume(kernel.first < Infinity ? t - 1 : -Infinity);
    },
    reset() {
      core.rewind(-Infinity, -Infinity);
      for (const stream of streams) {
        Object.assign(stream, { dropped: 0, base: 0, first: Infinity, falls: false });
        rebuild(stream);
      }
      members.journal.length = 0;
      members.own.fill(0);
      members.state.fill(0);
      mark = 0;
    },
    resume(at) {
      now = at;
      mark = members.journal.length;
      // Of an instant that is not over, more events may come: what it made so far is undone then.
      while (members.journal[mark - CHANGE]! >= at) mark -= CHANGE;
      if (kernel.first === Infinity) return;
      moment.session = kernel.sessionStarts.length - 1;
      timers.clear();
      transitions.forEach((list, segment) => {
        for (const stream of list) if (stream) stream.since = members.knownSince[segment]!;
      });
      lookAtAll();
      // A dwell must be set to end again.
      for (let segment = 0; segment < table.q.length; segment++) members.mark(segment);
      core.settle();
    },
    value(signal) {
      core.settle();
      if (kernel.first === Infinity) return null;
      return ask(kernel, wiring.signals[signal]!, now) ?? null;
    },
  };
  return core;
}
