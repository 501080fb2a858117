import { createConversions } from './conversions.ts';
import type { Engine } from './engine.ts';
import { EngineError } from './engine-error.ts';
import { PERHAPS } from './kernel.ts';
import { ask } from './leaf.ts';
import { type Future, lookAhead } from './look-ahead.ts';
import type { QuickEngine } from './quick-engine.ts';

const DAY_MS = 86_400_000;

/** An engine but for saving and beginning anew. */
export type CompleteEngine = Omit<Engine, 'save' | 'reset'> & QuickEngine;

/** Adds to a quick engine what can wait: the future, values, conversions. */
export function completeEngine(quick: QuickEngine): CompleteEngine {
  const { program, core } = quick;
  const { members, kernel } = core;
  const signals = program.code.v.map(([, measure]) => core.measure(measure));
  const numberIn = (ids: readonly string[], id: string): number => {
    const number = ids.indexOf(id);
    if (number < 0) throw new EngineError('unknown-name', id);
    return number;
  };
  const segments = program.segments.map(({ id }) => id);
  const names = program.code.v.map(([id]) => id);
  let future: Future | undefined;
  let seenAt = -1;
  let seenTo = 0;
  const ahead = (horizon: number): Future => {
    if (!future || seenAt !== quick.turn || seenTo < horizon) {
      future = lookAhead(core, horizon);
      seenAt = quick.turn;
      seenTo = horizon;
    }
    return future;
  };

  return Object.assign(quick, {
    flips(segment: string, horizonMs = 400 * DAY_MS, most = 16) {
      const end = core.now + horizonMs;
      const at = ahead(end).flips[numberIn(segments, segment)]!.filter((t) => t <= end);
      return { at: at.slice(0, most), truncated: at.length > most };
    },
    coverage(segment: string) {
      const number = numberIn(segments, segment);
      core.settle();
      if (members.state[number] !== PERHAPS) return { known: true, knownFrom: null };
      return { known: false, knownFrom: ahead(core.now + 4000 * DAY_MS).known[number]! };
    },
    value(signal: string) {
      const number = numberIn(names, signal);
      core.settle();
      return kernel.first === Infinity ? null : (ask(kernel, signals[number]!, core.now) ?? null);
    },
    conversions: createConversions(core),
  });
}
