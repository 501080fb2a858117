import type { Extra, Program, QuickEngine, RecordedFrom, TakeIn } from '@inkling/engine';
import { checkBounds, createQuickEngine } from '@inkling/engine/quick';

/** Makes engines, with the second chunk for programs that need it. */
export interface EngineMaker {
  /**
   * Brings what the program needs, and tries whether an engine can be made of it.
   *
   * @throws What the engine says of a program that it would not run, or the loader of its chunk.
   */
  prepare(program: Program): Promise<void>;
  /** Makes an engine of a program that was prepared. */
  make(program: Program, recordedFrom: RecordedFrom): QuickEngine;
  /** Lets the engines made from now on take late events, too. */
  placeLate(takeIn: TakeIn): void;
  /** The second chunk, once a program has needed it. */
  extra(): Extra | undefined;
}

export function createEngineMaker(
  loadExtra: () => Promise<{ readonly extra: Extra }>,
): EngineMaker {
  let extra: Extra | undefined;
  let takeIn: TakeIn | undefined;
  const make: EngineMaker['make'] = (program, recordedFrom) =>
    createQuickEngine(program, { recordedFrom, ...(extra && { extra }) }, takeIn);
  return {
    async prepare(program) {
      checkBounds(program);
      if (program.extra) extra ??= (await loadExtra()).extra;
      make(program, { all: 0 });
    },
    make,
    placeLate(next) {
      takeIn = next;
    },
    extra: () => extra,
  };
}
