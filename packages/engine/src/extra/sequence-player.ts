import type { JsonValue } from '../event.ts';
import { isScalar } from '../field.ts';
import { addCache } from '../newest-values.ts';
import type { Stream, StreamCache } from '../stream.ts';

/** Bits of the step's matcher and of its `without`; `withinMs` 0 for no limit. */
export type StepCode = readonly [bit: number, without: number, withinMs: number, negated: 0 | 1];

/** A sequence that has begun, and where: places count from the first entry ever. */
export interface Run {
  readonly key: JsonValue | undefined;
  readonly first: number;
  readonly firstT: number;
  /** The newest step. */
  readonly last: number;
  readonly lastT: number;
  /** When it is complete; that of the newest step while it is not known. */
  readonly endT: number;
}

/** The state of a sequence after all entries of its stream. */
export interface Player {
  /** Complete ones, in the order in which they ended. */
  readonly done: Run[];
  /** Complete at `endT` unless something comes before; in that order. */
  readonly pending: Run[];
}

/**
 * Plays a stream's entries by the rules of SEMANTICS.md: each serves the step furthest along that
 * it can, of the run that began last.
 */
export function playerOf(stream: Stream, keyed: boolean, steps: readonly StepCode[]): Player {
  const name = JSON.stringify([keyed, steps]);
  const found = stream.caches.find((cache) => cache.name === name) as PlayerCache | undefined;
  if (found) return found.player;
  const lastStep = steps.at(-1)!;
  /** How many steps must be served. */
  const size = steps.length - lastStep[3];
  const player: Player = { done: [], pending: [] };
  /** Runs that wait for each step, by key, in the order in which they began. */
  let waiting: Map<JsonValue | undefined, Run[]>[] = [];

  const remove = (list: Run[], isGone: (run: Run) => boolean): void => {
    let kept = 0;
    for (const run of list) if (!isGone(run)) list[kept++] = run;
    list.length = kept;
  };
  const put = (run: Run, stage: number): void => {
    if (stage < size) {
      const lists = waiting[stage]!;
      const list = lists.get(run.key) ?? [];
      lists.set(run.key, list);
      let place = list.length;
      while (place > 0 && list[place - 1]!.first > run.first) place--;
      list.splice(place, 0, run);
    } else if (size < steps.length) player.pending.push({ ...run, endT: run.lastT + lastStep[2] });
    else player.done.push(run);
  };
  /** Serves a step; the run as it is then, or nothing. */
  const serve = (bits: number, key: Run['key'], last: number, lastT: number): Run | undefined => {
    for (let stage = size - 1; stage >= 0; stage--) {
      const [bit, , withinMs] = steps[stage]!;
      if (!(bits & bit)) continue;
      let run: Run | undefined;
      if (stage === 0) run = { key, first: last, firstT: lastT, last, lastT, endT: lastT };
      else {
        const list = waiting[stage]!.get(key) ?? [];
        let place = list.length - 1;
        while (place >= 0 && withinMs && lastT - list[place]!.lastT >= withinMs) place--;
        if (place >= 0) run = { ...list.splice(place, 1)[0]!, last, lastT, endT: lastT };
      }
      if (!run) continue;
      put(run, stage + 1);
      return run;
    }
    return undefined;
  };
  const cache: PlayerCache = {
    name,
    player,
    add(place) {
      const t = stream.t[place]!;
      const bits = stream.c[place]!;
      const value = stream.v[place];
      const { pending, done } = player;
      const over = pending.findIndex(({ endT }) => endT > t);
      done.push(...pending.splice(0, over < 0 ? pending.length : over));
      if (keyed && !isScalar(value)) return;
      const key = keyed ? value : null;
      if (lastStep[3] && bits & lastStep[0]) remove(pending, (run) => run.key === key);
      const last = stream.dropped + place;
      const served = serve(bits, key, last, t);
      const isGone = (run: Run): boolean =>
        run.key === key && !(served && run.first === served.first && run.last === last);
      for (let stage = 1; stage < steps.length; stage++) {
        if (!(bits & steps[stage]![1])) continue;
        remove(stage < size ? (waiting[stage]!.get(key) ?? []) : pending, isGone);
      }
    },
    clear() {
      player.done.length = 0;
      player.pending.length = 0;
      waiting = steps.map(() => new Map());
    },
  };
  cache.clear();
  addCache(stream, cache);
  return player;
}

interface PlayerCache extends StreamCache {
  readonly player: Player;
}
