import type { JsonValue } from './event.ts';
import { firstAt, type Stream, type StreamCache } from './stream.ts';

/** The places at which each different value of a stream was last seen, rising. */
export interface NewestValues extends StreamCache {
  readonly places: readonly number[];
}

/**
 * Keeps track of where each value was last seen, so that the distinct values of a window that ends
 * now are those of the places inside it.
 */
export function newestValues(stream: Stream): NewestValues {
  const found = stream.caches.find(({ name }) => name === 'newest') as NewestValues | undefined;
  if (found) return found;
  const places: number[] = [];
  const placeOf = new Map<JsonValue | undefined, number>();
  const cache: NewestValues = {
    name: 'newest',
    places,
    add(place) {
      const value = stream.v[place];
      const before = placeOf.get(value);
      if (before !== undefined) places.splice(firstAt(places, before), 1);
      placeOf.set(value, place);
      places.push(place);
    },
    clear() {
      places.length = 0;
      placeOf.clear();
    },
  };
  addCache(stream, cache);
  return cache;
}

/** Hangs something derived on a stream, and derives it from what is there. */
export function addCache(stream: Stream, cache: StreamCache): void {
  stream.caches.push(cache);
  for (let place = 0; place < stream.t.length; place++) cache.add(place);
}
