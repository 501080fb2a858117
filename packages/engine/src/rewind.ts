import type { Core } from './core.ts';
import type { Journal } from './journal.ts';
import { cutEnd, rebuild } from './tidy.ts';

/**
 * Goes back to just before an instant; what changed since then has been taken back.
 *
 * @param last - Instant of the newest event before it.
 */
export function rewind(core: Core, t: number, last: number): void {
  const { kernel, purchases } = core;
  for (const stream of kernel.streams) cutEnd(stream, t);
  for (const [id, at] of purchases) if (at >= t) purchases.delete(id);
  const { sessionStarts, sessionTimes } = kernel;
  while (sessionTimes.at(-1)! >= t) {
    sessionTimes.pop();
    sessionStarts.pop();
  }
  kernel.last = last;
  if (kernel.first >= t) kernel.first = Infinity;
  resume(core, kernel.first < Infinity ? t - 1 : -Infinity);
}

/** Goes on from a record that was put in place from outside. */
export function resume(core: Core, at: number): void {
  const { kernel, members, timers, transitions } = core;
  core.now = at;
  timers.next.fill(Infinity);
  if (kernel.first === Infinity) return;
  transitions.forEach((list, segment) => {
    for (const stream of list) if (stream) stream.since = members.knownSince[segment]!;
  });
  core.look();
  // A dwell must be set to end again.
  for (let segment = 0; segment < members.own.length; segment++) members.mark(segment);
  core.settle();
}

/** Forgets everything, as if nothing had happened. */
export function reset(core: Core, journal: Journal): void {
  const { kernel, members } = core;
  journal.rows.length = 0;
  rewind(core, -Infinity, -Infinity);
  for (const stream of kernel.streams) {
    Object.assign(stream, { dropped: 0, base: 0, first: Infinity, falls: false });
    rebuild(stream);
  }
  core.changedAt = -Infinity;
  members.own.fill(0);
  members.state.fill(0);
}
