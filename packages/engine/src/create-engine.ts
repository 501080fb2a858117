import { createConversions } from './conversions.ts';
import { type Core, createCore } from './core.ts';
import type { Engine, EngineOptions, Transition } from './engine.ts';
import { EngineError } from './engine-error.ts';
import { PERHAPS, YES } from './kernel.ts';
import { type Future, lookAhead } from './look-ahead.ts';
import { CHANGE } from './members.ts';
import type { Program } from './program.ts';
import { restoreState, saveState } from './state.ts';
import { createTimeline } from './timeline.ts';

const DAY_MS = 86_400_000;

/**
 * Makes an engine for one visitor.
 *
 * @throws {@link EngineError} `missing-extra` when the program needs the second chunk and none is
 *   given; `bad-state` when `saved` is not a state of this version.
 */
export function createEngine(program: Program, options: EngineOptions = {}): Engine {
  const { recordedFrom = { all: 0 }, population = {}, lateMs = 8 * DAY_MS, extra } = options;
  if (program.extra && !extra) throw new EngineError('missing-extra', 'options.extra');
  const core = createCore(program, { recordedFrom, population, extra });
  const { members } = core;
  const changes = createChanges(program, core);
  const timeline = createTimeline(core, lateMs);
  if (options.saved) restoreState(program, core, timeline, options.saved, options.recent);
  changes.accept();

  const numbers = new Map(program.segments.map(({ id }, number) => [id, number]));
  const numberOf = (segment: string): number => {
    const number = numbers.get(segment);
    if (number === undefined) throw new EngineError('unknown-name', segment);
    return number;
  };
  let future: Future | undefined;
  let seenTo = 0;
  const ahead = (horizon: number): Future => {
    if (!future || seenTo < horizon) {
      future = lookAhead(core, horizon);
      seenTo = horizon;
    }
    return future;
  };

  const conversions = createConversions(program, extra);
  return {
    program,
    core,
    get now() {
      return core.now();
    },
    add(event) {
      future = undefined;
      return timeline.add(event);
    },
    advance(now) {
      future = undefined;
      if (now > core.now()) core.moveTo(now);
    },
    memberships() {
      core.settle();
      return program.segments.map(({ id }, number) => {
        const state = members.state[number];
        return {
          segment: id,
          in: state === YES,
          known: state !== PERHAPS,
          since: state === YES ? members.since[number]! : null,
        };
      });
    },
    flips(segment, horizonMs = 400 * DAY_MS, most = 16) {
      const end = core.now() + horizonMs;
      const at = ahead(end).flips[numberOf(segment)]!.filter((t) => t <= end);
      return { at: at.slice(0, most), truncated: at.length > most };
    },
    coverage(segment) {
      const number = numberOf(segment);
      core.settle();
      if (members.state[number] !== PERHAPS) return { known: true, knownFrom: null };
      return { known: false, knownFrom: ahead(core.now() + 4000 * DAY_MS).known[number]! };
    },
    value(signal) {
      const number = program.code.v.findIndex(([id]) => id === signal);
      if (number < 0) throw new EngineError('unknown-name', signal);
      return core.value(number);
    },
    conversions,
    nextInstant() {
      core.settle();
      return core.timers.first();
    },
    drain: changes.drain,
    save(withRecent = true) {
      core.settle();
      return saveState(program, core, timeline, withRecent);
    },
    reset() {
      future = undefined;
      core.reset();
      timeline.reset();
      changes.accept();
    },
  };
}

/** Collects changes of membership for `drain`. */
function createChanges(
  program: Program,
  core: Core,
): {
  /** Takes the present memberships as told. */
  accept(): void;
  drain(): readonly Transition[];
} {
  const { members } = core;
  const told = new Uint8Array(program.segments.length);
  let queue: { number: number; t: number; in: boolean }[] = [];
  let isTakenBack = false;
  const compare = (number: number): void => {
    const isIn = members.state[number] === YES;
    if ((told[number] === 1) === isIn) return;
    told[number] = isIn ? 1 : 0;
    queue.push({ number, t: core.now(), in: isIn });
  };
  const collect = (mark: number): void => {
    for (let i = mark; i < members.journal.length; i += CHANGE) compare(members.journal[i + 1]!);
  };
  const compareAll = (): void => {
    for (let number = 0; number < told.length; number++) compare(number);
  };
  core.onLeave = collect;
  core.onBack = (t) => {
    isTakenBack = true;
    while (queue.length > 0 && queue.at(-1)!.t >= t) {
      const { number, in: isIn } = queue.pop()!;
      told[number] = isIn ? 0 : 1;
    }
  };
  return {
    accept() {
      compareAll();
      queue = [];
    },
    drain() {
      core.settle();
      collect(core.mark());
      // Something that was told may have turned out never to have happened.
      if (isTakenBack) compareAll();
      isTakenBack = false;
      // Of one instant, in the program's order.
      queue.sort((a, b) => a.t - b.t || a.number - b.number);
      const changes = queue.map(({ number, ...change }) => ({
        segment: program.segments[number]!.id,
        ...change,
      }));
      queue = [];
      return changes;
    },
  };
}
