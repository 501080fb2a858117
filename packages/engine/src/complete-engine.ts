import { createConversions } from './conversions.ts';
import type { Engine, EngineOptions } from './engine.ts';
import { EngineError } from './engine-error.ts';
import { PERHAPS } from './kernel.ts';
import { ask } from './leaf.ts';
import { type Future, lookAhead } from './look-ahead.ts';
import type { QuickEngine } from './quick-engine.ts';

const DAY_MS = 86_400_000;

/** An engine but for saving and beginning anew. */
export type CompleteEngine = Omit<Engine, 'save' | 'reset'>;

/** Adds what can wait to a quick engine, which stays usable beside it: the future, values, conversions. */
export function completeEngine(
  quick: QuickEngine,
  { extra }: Pick<EngineOptions, 'extra'> = {},
): CompleteEngine {
  const { program, core } = quick;
  const numbers = new Map(program.segments.map(({ id }, number) => [id, number]));
  const numberOf = (segment: string): number => {
    const number = numbers.get(segment);
    if (number === undefined) throw new EngineError('unknown-name', segment);
    return number;
  };
  let future: Future | undefined;
  let seenAt = -1;
  let seenTo = 0;
  const ahead = (horizon: number): Future => {
    if (!future || seenAt !== quick.turn() || seenTo < horizon) {
      future = lookAhead(core, horizon);
      seenAt = quick.turn();
      seenTo = horizon;
    }
    return future;
  };

  return {
    program,
    core,
    get now() {
      return core.now();
    },
    add: quick.add,
    advance: quick.advance,
    memberships: quick.memberships,
    nextInstant: quick.nextInstant,
    drain: quick.drain,
    flips(segment, horizonMs = 400 * DAY_MS, most = 16) {
      const end = core.now() + horizonMs;
      const at = ahead(end).flips[numberOf(segment)]!.filter((t) => t <= end);
      return { at: at.slice(0, most), truncated: at.length > most };
    },
    coverage(segment) {
      const number = numberOf(segment);
      core.settle();
      if (core.members.state[number] !== PERHAPS) return { known: true, knownFrom: null };
      return { known: false, knownFrom: ahead(core.now() + 4000 * DAY_MS).known[number]! };
    },
    value(signal) {
      const number = program.code.v.findIndex(([id]) => id === signal);
      if (number < 0) throw new EngineError('unknown-name', signal);
      core.settle();
      if (core.kernel.first === Infinity) return null;
      return ask(core.kernel, core.wiring.signals[number]!, core.now()) ?? null;
    },
    conversions: createConversions(program, extra),
  };
}
