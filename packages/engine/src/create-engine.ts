import { completeEngine } from './complete-engine.ts';
import { createConversions } from './conversions.ts';
import type { Engine, EngineOptions } from './engine.ts';
import { EngineError } from './engine-error.ts';
import { addForesight } from './foresight.ts';
import type { Program } from './program.ts';
import { createQuickEngine } from './quick-engine.ts';
import { reset } from './rewind.ts';
import { restoreState, saveState } from './state.ts';
import { createTimeline, type LateTimeline } from './timeline.ts';

/**
 * Makes an engine for one visitor.
 *
 * @throws {@link EngineError} `missing-extra` when the program needs the second chunk and none is
 *   given; `bad-state` when `saved` is not a state of this version.
 */
export function createEngine(program: Program, options: EngineOptions = {}): Engine {
  if (program.extra && !options.extra) throw new EngineError('missing-extra', 'options.extra');
  const quick = createQuickEngine(program, options, createTimeline);
  const { core } = quick;
  const timeline = quick.timeline as LateTimeline;
  const { saved, recent } = options;
  if (saved) restoreState(core, timeline, saved, recent);
  timeline.accept();
  return Object.assign(completeEngine(addForesight(quick)), {
    conversions: createConversions(core),
    save(withRecent = true) {
      core.settle();
      return saveState(core, timeline, withRecent);
    },
    reset() {
      quick.turn++;
      reset(core, timeline.journal);
      timeline.recent.length = 0;
      timeline.floor = -Infinity;
      timeline.accept();
    },
  });
}
