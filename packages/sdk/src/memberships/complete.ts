import { type CompleteEngine, completeEngine, type QuickEngine } from '@inkling/engine';

/** Gives an engine, once, what the first decision did not need: looking ahead, conversions. */
export function complete(quick: QuickEngine): CompleteEngine {
  return 'flips' in quick ? (quick as CompleteEngine) : completeEngine(quick);
}
