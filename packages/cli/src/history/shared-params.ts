import type { Params } from '@inkling/engine';

/** Params that many events have in common, kept once. */
export interface SharedParams {
  readonly list: readonly Params[];
  /** Gives the place in `list` of this very object, which readers may hand out again; -1 if none. */
  same(params: Params): number;
  /**
   * Gives the place in `list` of params equal to these, adding them where that may pay.
   *
   * @param json - The params as JSON.
   * @returns -1 when they are not shared.
   */
  find(json: string, params: Params): number;
}

const MOST = 1 << 16;
const MOST_CHARS = 256;
/** After this many look-ups, sharing goes on only if one in four found something. */
const TRIAL = 1 << 15;

/**
 * Makes an empty list. Logs repeat themselves (the same paths, the same sections), and then
 * neither writing nor parsing is needed again; where every event differs, it stops trying.
 */
export function createSharedParams(): SharedParams {
  const places = new Map<string, number>();
  const objects = new Map<Params, number>();
  const list: Params[] = [];
  let looks = 0;
  let sames = 0;
  let tries = 0;
  let hits = 0;
  let pays = true;
  return {
    list,
    same(params) {
      // A look costs where no reader hands an object out twice.
      if (looks === TRIAL && sames * 4 <= looks) return -1;
      if (looks < TRIAL) looks++;
      const known = objects.get(params);
      if (known === undefined) return -1;
      if (looks < TRIAL) sames++;
      return known;
    },
    find(json, params) {
      if (!pays || json.length > MOST_CHARS) return -1;
      if (++tries === TRIAL) pays = hits * 4 > tries;
      const known = places.get(json);
      if (known !== undefined) {
        hits++;
        return known;
      }
      if (list.length >= MOST) return -1;
      places.set(json, list.length);
      objects.set(params, list.length);
      return list.push(params) - 1;
    },
  };
}
