import type { Params } from '@inkling/engine';

/** Params of earlier rows, by the text that they were read from. */
export interface KeptParams {
  /** Whether rows repeat themselves; where they do not, looking costs more than it saves. */
  isWorthIt(): boolean;
  /** The params of a text: the same object for the same text, as long as there is room. */
  get<P extends Params | null>(text: string, make: () => P): P;
}

const MOST = 1 << 16;
const MOST_CHARS = 256;
/** After this many rows, keeping them goes on only if one in four was there before. */
const TRIAL = 1 << 15;

/**
 * Makes an empty set. Files repeat themselves (the same paths, the same sections), and then
 * neither reading nor writing the params of a row is needed again.
 */
export function createKeptParams(): KeptParams {
  const kept = new Map<string, Params | null>();
  let rows = 0;
  let hits = 0;
  return {
    isWorthIt: () => rows < TRIAL || hits * 4 > TRIAL,
    get<P extends Params | null>(text: string, make: () => P): P {
      const known = kept.get(text);
      if (rows < TRIAL) rows++;
      if (known !== undefined) {
        if (rows < TRIAL) hits++;
        return known as P;
      }
      const params = make();
      if (kept.size < MOST && text.length <= MOST_CHARS) kept.set(text, params);
      return params;
    },
  };
}
