import {
  createEngine,
  type Engine,
  type Population,
  type Program,
  type RecordedFrom,
} from '@inkling/engine';
import { extra } from '@inkling/engine/extra';

/**
 * Makes an engine that replays one visitor after another, `reset` in between.
 *
 * @param recordedFrom - Since when history is known; `null` when it is
 *   complete, as imported history is.
 * @param population - Breakpoints of the signals that a `percentile` speaks of; without them it is
 *   absent.
 */
export function openEngine(
  program: Program,
  recordedFrom: RecordedFrom | null,
  population: Population = {},
): Engine {
  return createEngine(program, {
    recordedFrom: recordedFrom ?? { all: 0 },
    lateMs: Number.POSITIVE_INFINITY,
    extra,
    population,
  });
}
