import { completeEngine } from './complete-engine.ts';
import type { Engine, EngineOptions } from './engine.ts';
import type { Program } from './program.ts';
import { createQuickEngine } from './quick-engine.ts';
import { reset } from './rewind.ts';
import { restoreState, saveState } from './state.ts';
import { createTimeline } from './timeline.ts';

/**
 * Makes an engine for one visitor.
 *
 * @throws {@link EngineError} `missing-extra` when the program needs the second chunk and none is
 *   given; `bad-state` when `saved` is not a state of this version.
 */
export function createEngine(program: Program, options: EngineOptions = {}): Engine {
  const quick = createQuickEngine(program, options, createTimeline);
  const { core, timeline } = quick;
  const { saved, recent } = options;
  if (saved) restoreState(program, core, timeline, saved, recent);
  quick.accept();
  return Object.assign(completeEngine(quick, options), {
    save(withRecent = true) {
      core.settle();
      return saveState(program, core, timeline, withRecent);
    },
    reset() {
      reset(core);
      timeline.reset();
      quick.accept();
    },
  });
}
