import { firstAt } from './stream.ts';

/** Wakes numbered items at their instants; each stands in it once at the most. */
export interface Timers {
  /** The next instant of every item, ms; `Infinity` for none. To forget all is to fill it. */
  readonly next: Float64Array;
  /** Sets an item's instant. Later ones cost nothing, earlier ones a search. */
  set(item: number, t: number): void;
  /** The earliest instant of all; `Infinity` when there is none. */
  first(): number;
  /** The item whose instant that is. Only after `first()`. */
  item(): number;
}

/** Ordered lists whose instants may lag behind: they are put right when they come up. */
export function createTimers(size: number): Timers {
  const next = new Float64Array(size).fill(Infinity);
  const keys = next.slice();
  // The earliest last, by their negative instants, so that taking it away moves nothing.
  const queue: number[] = [];
  const items: number[] = [];

  const set = (item: number, t: number): void => {
    next[item] = t;
    // What stood there before is found to be stale when it comes up.
    if (t >= keys[item]!) return;
    keys[item] = t;
    const place = firstAt(queue, -t);
    queue.splice(place, 0, -t);
    items.splice(place, 0, item);
  };
  return {
    next,
    set,
    first() {
      while (queue.length > 0) {
        const item = items.at(-1)!;
        const key = -queue.at(-1)!;
        const t = next[item]!;
        if (key === t) return t;
        queue.pop();
        items.pop();
        // Else an earlier one has taken its place.
        if (key === keys[item]) {
          keys[item] = Infinity;
          set(item, t);
        }
      }
      return Infinity;
    },
    item: () => items.at(-1)!,
  };
}
