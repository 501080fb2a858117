import type { Core } from './core.ts';

/**
 * What every segment does if nothing more happens: the instants at which its membership changes,
 * rising.
 */
export type Future = readonly (readonly number[])[];

/**
 * Runs the engine on through its timers, notes what changes, and puts everything back.
 *
 * @param horizon - The last instant looked at, ms.
 * @param seen - Called at each instant, while the core is as it will be then.
 */
export function lookAhead(core: Core, horizon: number, seen?: () => void): Future {
  core.settle();
  const { members, timers, transitions } = core;
  const { own, ownSince, state, since, knownSince } = members;
  const { now, changedAt, flips, onChange } = core;
  const lists = [own, ownSince, state, since, knownSince, core.answers];
  const copies = lists.map((list) => list.slice());
  const instants = timers.next.slice();
  const lengths = transitions.map((list) => list.map((stream) => stream?.t.length));
  core.flips = [];
  core.onChange = () => {};
  for (let t = timers.first(); t <= horizon; t = timers.first()) {
    core.now = t;
    core.settle();
    seen?.();
  }
  const future: number[][] = transitions.map(() => []);
  for (const { segment, t } of core.flips) future[segment]!.push(t);

  Object.assign(core, { now, changedAt, flips, onChange });
  lists.forEach((list, i) => {
    list.set(copies[i]!);
  });
  instants.forEach((t, item) => {
    timers.set(item, t);
  });
  transitions.forEach((list, segment) => {
    list.forEach((stream, i) => {
      const { t, s } = stream;
      stream.since = knownSince[segment]!;
      t.length = s.length = lengths[segment]![i]!;
      if (t.length + stream.dropped === 0) stream.first = Infinity;
    });
  });
  return future;
}
