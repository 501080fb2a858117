import { type Core, createCore } from './core.ts';
import type { Engine, EngineOptions } from './engine.ts';
import { PERHAPS, YES } from './kernel.ts';
import { createOrder } from './order.ts';
import type { Program } from './program.ts';
import type { TakeIn, Timeline } from './timeline.ts';

const DAY_MS = 86_400_000;

/** What decides, without what can wait: the future, values, conversions, saving. */
export interface QuickEngine
  extends Pick<
    Engine,
    'program' | 'now' | 'add' | 'advance' | 'memberships' | 'nextInstant' | 'drain'
  > {
  readonly core: Core;
  readonly timeline: Timeline;
  /** Counts adds and moves of time: whoever looked ahead must look again when it rises. */
  turn: number;
}

/**
 * Makes the part of an engine that a page needs before its first decision; `completeEngine` makes
 * an engine of it.
 *
 * @param takeIn - What becomes of late events: `createTimeline` puts them where they belong. Unless
 *   given, `add` refuses them, and whoever has the log begins anew with all events in order; late
 *   is then also what comes in an instant whose changes have been told.
 * @throws `TypeError` when the program needs the second chunk and none is given.
 */
export function createQuickEngine(
  program: Program,
  {
    recordedFrom = { all: 0 },
    population = {},
    lateMs = 8 * DAY_MS,
    extra,
  }: Omit<EngineOptions, 'saved' | 'recent'> = {},
  takeIn: TakeIn = createOrder,
): QuickEngine {
  const core = createCore(program, { recordedFrom, population, extra });
  const { state, since } = core.members;
  const timeline = takeIn(core, lateMs);
  const engine: QuickEngine = {
    program,
    core,
    timeline,
    turn: 0,
    get now() {
      return core.now;
    },
    add(event) {
      engine.turn++;
      return timeline.add(event);
    },
    advance(now) {
      engine.turn++;
      if (now > core.now) core.moveTo(now);
    },
    memberships() {
      core.settle();
      return program.segments.map(({ id }, number) => {
        const isIn = state[number] === YES;
        return {
          segment: id,
          in: isIn,
          known: state[number] !== PERHAPS,
          since: isIn ? since[number]! : null,
        };
      });
    },
    nextInstant() {
      core.settle();
      return core.timers.first();
    },
    drain() {
      core.settle();
      return (
        timeline
          .drain()
          // Of one instant, in the program's order.
          .sort((a, b) => a.t - b.t || a.segment - b.segment)
          .map(({ segment, ...change }) => ({ segment: program.segments[segment]!.id, ...change }))
      );
    },
  };
  return engine;
}
