import { addForesight, type ForesightEngine, type QuickEngine } from '@inkling/engine';

/** Gives an engine, once, what the first decision did not need: looking ahead. */
export function foresight(quick: QuickEngine): ForesightEngine {
  return 'ahead' in quick ? (quick as ForesightEngine) : addForesight(quick);
}
