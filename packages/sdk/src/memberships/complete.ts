import { type CompleteEngine, completeEngine, type Extra, type QuickEngine } from '@inkling/engine';

/** Gives an engine what the first decision did not need: looking ahead, conversions. */
export type Complete = (quick: QuickEngine) => CompleteEngine;

/** Completes each engine once. */
export function createComplete(extra: () => Extra | undefined): Complete {
  const made = new WeakMap<QuickEngine, CompleteEngine>();
  return (quick) => {
    const second = extra();
    const engine = made.get(quick) ?? completeEngine(quick, second ? { extra: second } : {});
    made.set(quick, engine);
    return engine;
  };
}
