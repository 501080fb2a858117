import type { JsonValue } from './event.ts';
import type { Stream } from './stream.ts';

/**
 * Keeps the different values of a stream in the order in which each was last seen, so that the
 * distinct values of a window that ends now are counted from the newest, and no further.
 *
 * @returns Counts the values last seen at place `low` or later, up to `most`; and the place at
 *   which the last counted one was last seen.
 */
export function newestValues(
  stream: Stream,
): (low: number, most: number) => readonly [count: number, place: number] {
  const found = stream.caches.find(({ name }) => name === 'newest') as NewestCache | undefined;
  if (found) return found.count;
  // By place: the places of the neighbouring values; a value moves when it is seen again.
  let older: number[] = [];
  let newer: number[] = [];
  let newest = -1;
  const places = new Map<JsonValue | undefined, number>();
  const cache: NewestCache = {
    name: 'newest',
    add(place) {
      const value = stream.v[place];
      const seen = places.get(value);
      if (seen !== undefined) {
        const before = older[seen]!;
        const after = newer[seen]!;
        if (before >= 0) newer[before] = after;
        if (after >= 0) older[after] = before;
        else newest = before;
      }
      older[place] = newest;
      newer[place] = -1;
      if (newest >= 0) newer[newest] = place;
      newest = place;
      places.set(value, place);
    },
    clear() {
      older = [];
      newer = [];
      newest = -1;
      places.clear();
    },
    count(low, most) {
      let count = 0;
      let last = -1;
      for (let place = newest; place >= low && count < most; place = older[place]!) {
        last = place;
        count++;
      }
      return [count, last];
    },
  };
  stream.caches.push(cache);
  for (let place = 0; place < stream.t.length; place++) cache.add(place);
  return cache.count;
}

interface NewestCache {
  readonly name: string;
  add(place: number): void;
  clear(): void;
  count(low: number, most: number): readonly [count: number, place: number];
}
