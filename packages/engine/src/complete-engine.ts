import type { Engine } from './engine.ts';
import { EngineError } from './engine-error.ts';
import type { ForesightEngine } from './foresight.ts';
import { PERHAPS } from './kernel.ts';
import { ask } from './leaf.ts';

const DAY_MS = 86_400_000;

/** An engine but for conversions, saving and beginning anew. */
export type CompleteEngine = Omit<Engine, 'conversions' | 'save' | 'reset'> & ForesightEngine;

/** Adds to an engine what is asked for by name: the future of a segment, coverage, values. */
export function completeEngine(engine: ForesightEngine): CompleteEngine {
  const { program, core } = engine;
  const { members, kernel } = core;
  const signals = program.code.v.map(([, measure]) => core.measure(measure));
  const numberIn = (ids: readonly string[], id: string): number => {
    const number = ids.indexOf(id);
    if (number < 0) throw new EngineError('unknown-name', id);
    return number;
  };
  const segments = program.segments.map(({ id }) => id);
  const names = program.code.v.map(([id]) => id);
  let known: number[] = [];
  let knownAt = -1;

  return Object.assign(engine, {
    flips(segment: string, horizonMs = 400 * DAY_MS, most = 16) {
      const end = core.now + horizonMs;
      const at = engine.ahead(end)[numberIn(segments, segment)]!.filter((t) => t <= end);
      return { at: at.slice(0, most), truncated: at.length > most };
    },
    coverage(segment: string) {
      const number = numberIn(segments, segment);
      core.settle();
      if (members.state[number] !== PERHAPS) return { known: true, knownFrom: null };
      if (knownAt !== engine.turn) {
        known = [];
        engine.look(core.now + 4000 * DAY_MS, () => {
          members.state.forEach((state, one) => {
            if (state !== PERHAPS) known[one] ??= core.now;
          });
        });
        knownAt = engine.turn;
      }
      return { known: false, knownFrom: known[number] ?? null };
    },
    value(signal: string) {
      const number = numberIn(names, signal);
      core.settle();
      return kernel.first === Infinity ? null : (ask(kernel, signals[number]!, core.now) ?? null);
    },
  });
}
