import * as code from '../code.ts';
import { isScalar } from '../field.ts';
import type { MeasureMaker } from '../measures.ts';
import { addCache } from '../newest-values.ts';
import type { Stream, StreamCache } from '../stream.ts';
import { openWindow } from '../window.ts';
import { createPlayer, type StepCode } from './sequence-player.ts';

/**
 * How many sequences there are among the events of a window.
 *
 * What was played stays right as the window moves on, until the first event of a sequence leaves
 * it: only then are the events of the window played anew.
 */
export const makeSequence: MeasureMaker = (measure, { kernel, stream: use }) => {
  const [, index, window, keyed, ...steps] = measure as readonly [
    number,
    number,
    code.WindowCode,
    number,
    ...StepCode[],
  ];
  const stream = use(index, window);
  const player = createPlayer(steps);
  const isRolling = window[0] === code.ROLLING;
  const places = placesOf(stream);
  let age = -1;
  let from = 0;
  let to = 0;

  const play = (low: number, high: number): void => {
    if (age !== places.age || low < from || high < to || player.first < low) {
      player.clear();
      to = low;
    }
    for (let place = Math.max(to, low); place < high; place++) {
      const i = place - stream.dropped;
      const value = keyed ? stream.v[i] : null;
      if (keyed && !isScalar(value)) continue;
      player.add({ key: value!, place, t: stream.t[i]!, bits: stream.c[i]! }, low);
    }
    age = places.age;
    from = low;
    to = high;
  };
  return (t) => {
    openWindow(kernel, stream, window, t, 1);
    const toMs = (isRolling && window[2]) || 0;
    const { end } = kernel;
    play(stream.dropped + kernel.low, stream.dropped + kernel.high);
    const wake = (at: number): void => {
      if (at > t && at < kernel.until) kernel.until = at;
    };
    if (isRolling) wake(player.firstT + window[1]!);
    let count = player.done.length;
    for (const { endT } of player.pending) {
      if (endT <= t && endT < end) count++;
      else wake(endT + toMs);
    }
    return count;
  };
};

interface Places extends StreamCache {
  /** Rises whenever places of entries change. */
  age: number;
}

/** Counts how often a stream's entries have been put anew. */
function placesOf(stream: Stream): Places {
  const found = stream.caches.find(({ name }) => name === 'places') as Places | undefined;
  if (found) return found;
  const places: Places = {
    name: 'places',
    age: 0,
    add() {},
    clear() {
      places.age++;
    },
  };
  addCache(stream, places);
  return places;
}
