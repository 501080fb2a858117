import { completeEngine } from './complete-engine.ts';
import type { Engine, EngineOptions } from './engine.ts';
import type { Program } from './program.ts';
import { createQuickEngine } from './quick-engine.ts';
import { restoreState } from './state.ts';
import { createTimeline } from './timeline.ts';

/**
 * Makes an engine for one visitor.
 *
 * @throws {@link EngineError} `missing-extra` when the program needs the second chunk and none is
 *   given; `bad-state` when `saved` is not a state of this version.
 */
export function createEngine(program: Program, options: EngineOptions = {}): Engine {
  const quick = createQuickEngine(program, options, createTimeline);
  const { saved, recent } = options;
  if (saved) restoreState(program, quick.core, quick.timeline, saved, recent);
  quick.accept();
  return completeEngine(quick, options);
}
