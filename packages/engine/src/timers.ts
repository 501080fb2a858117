/** Wakes numbered items at their instants; each stands in it once at the most. */
export interface Timers {
  /** The next instant of every item, ms; `Infinity` for none. To forget all is to fill it. */
  readonly next: Float64Array;
  /** Sets an item's instant. Later ones cost nothing, earlier ones a climb. */
  set(item: number, t: number): void;
  /** The earliest instant of all; `Infinity` when there is none. */
  first(): number;
  /** The item whose instant that is. Only after `first()`. */
  item(): number;
}

/** A binary heap whose keys may lag behind: they are put right when they come up. */
export function createTimers(size: number): Timers {
  const next = new Float64Array(size).fill(Infinity);
  const keys = new Float64Array(size).fill(Infinity);
  const heap = new Int32Array(size);
  const places = new Int32Array(size).fill(-1);
  let length = 0;

  const put = (place: number, item: number): void => {
    heap[place] = item;
    places[item] = place;
  };
  const up = (place: number, item: number): void => {
    const key = keys[item]!;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (keys[heap[parent]!]! <= key) break;
      put(place, heap[parent]!);
      place = parent;
    }
    put(place, item);
  };
  const down = (place: number, item: number): void => {
    const key = keys[item]!;
    for (;;) {
      let child = 2 * place + 1;
      if (child + 1 < length && keys[heap[child + 1]!]! < keys[heap[child]!]!) child++;
      if (child >= length || keys[heap[child]!]! >= key) break;
      put(place, heap[child]!);
      place = child;
    }
    put(place, item);
  };

  return {
    next,
    set(item, t) {
      next[item] = t;
      if (t >= keys[item]!) return;
      keys[item] = t;
      up(places[item]! < 0 ? length++ : places[item]!, item);
    },
    first() {
      while (length > 0) {
        const item = heap[0]!;
        const t = next[item]!;
        if (keys[item] === t) return t;
        keys[item] = t;
        if (t < Infinity) down(0, item);
        else {
          places[item] = -1;
          const last = heap[--length]!;
          if (length > 0) down(0, last);
        }
      }
      return Infinity;
    },
    item: () => heap[0]!,
  };
}
