import * as code from '../code.ts';
import type { JsonValue } from '../event.ts';
import type { Kernel, Measure, Value } from '../kernel.ts';
import type { Builder, MeasureMaker } from '../measures.ts';
import { addCache } from '../newest-values.ts';
import { firstAt, type Stream, totalAt, totalBefore } from '../stream.ts';
import { openWindow } from '../window.ts';

type OverCode = readonly [number, stream: number, window: code.WindowCode, ...rest: number[]];

/** Opens the window of a measure and says when it holds other entries. */
export function look(
  kernel: Kernel,
  stream: Stream,
  window: code.WindowCode,
  t: number,
  doubt: 1 | 2 = 2,
): void {
  openWindow(kernel, stream, window, t, doubt);
}

/** The least or greatest value of a field. */
export const makeExtreme: MeasureMaker = (measure, { kernel, stream: use }) => {
  const [kind, index, window] = measure as OverCode;
  const stream = use(index, window);
  const isBetter = (a: number, b: number): boolean => (kind === code.MAX ? a > b : a < b);
  const bestFrom = standouts(stream, kind === code.MAX ? 'max' : 'min', isBetter);
  return (t) => {
    look(kernel, stream, window, t);
    const { low, high } = kernel;
    if (high === stream.t.length) return bestFrom(low);
    let best: number | undefined;
    for (let place = low; place < high; place++) {
      const value = stream.v[place] as number;
      if (best === undefined || isBetter(value, best)) best = value;
    }
    return best;
  };
};

/**
 * Keeps the places of entries that nothing after them outdoes, so that the best of a window that
 * ends now is the first of these inside it.
 */
function standouts(
  stream: Stream,
  name: string,
  isBetter: (a: number, b: number) => boolean,
): (low: number) => number | undefined {
  type Cache = Stream['caches'][number] & { readonly best: (low: number) => number | undefined };
  const found = stream.caches.find((cache) => cache.name === name) as Cache | undefined;
  if (found) return found.best;
  const places: number[] = [];
  const cache: Cache = {
    name,
    add(place) {
      const value = stream.v[place] as number;
      while (places.length > 0 && !isBetter(stream.v[places.at(-1)!] as number, value))
        places.pop();
      places.push(place);
    },
    clear() {
      places.length = 0;
    },
    best: (low) => stream.v[places[firstAt(places, low)]!] as number | undefined,
  };
  addCache(stream, cache);
  return cache.best;
}

/** The mean of a field; it divides once, and last. */
export const makeAverage: MeasureMaker = (measure, { kernel, stream: use }: Builder): Measure => {
  const [, index, window] = measure as OverCode;
  const stream = use(index, window);
  return (t) => {
    look(kernel, stream, window, t);
    const { low, high } = kernel;
    if (high <= low) return undefined;
    return (totalAt(stream, high - 1) - totalBefore(stream, low)) / ((high - low) * 1e6);
  };
};

/** The different values of a field, or the most or least frequent one. */
export const makeList: MeasureMaker = (measure, { kernel, stream: use }): Measure => {
  const [kind, index, window, limit] = measure as OverCode;
  const stream = use(index, window);
  return (t): Value => {
    look(kernel, stream, window, t);
    const seen = new Map<JsonValue | undefined, number>();
    // The newest first, so that it wins a tie; lists are in order of first appearance.
    for (let i = kernel.high - 1; kind !== code.LIST && i >= kernel.low; i--) {
      seen.set(stream.v[i], (seen.get(stream.v[i]) ?? 0) + 1);
    }
    if (kind === code.LIST) {
      const values = new Set(stream.v.slice(kernel.low, kernel.high) as JsonValue[]);
      return [...values].slice(0, limit);
    }
    let best: Value;
    let times = kind === code.TOP ? 0 : Infinity;
    for (const [value, count] of seen) {
      if (count < limit! || (kind === code.TOP ? count <= times : count >= times)) continue;
      best = value;
      times = count;
    }
    return best;
  };
};
