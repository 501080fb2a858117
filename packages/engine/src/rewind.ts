import type { Core } from './core.ts';
import { CHANGE } from './members.ts';
import { cutEnd, rebuild } from './stream.ts';

/**
 * Goes back to just before an instant.
 *
 * @param last - Instant of the newest event before it.
 */
export function rewind(core: Core, t: number, last: number): void {
  const { kernel, members, purchases, timers } = core;
  core.onBack(t);
  const { journal } = members;
  let length = journal.length;
  while (length > 0 && journal[length - CHANGE]! >= t) length -= CHANGE;
  members.undo(length);
  for (const stream of kernel.streams) cutEnd(stream, t);
  for (const [id, at] of purchases) if (at >= t) purchases.delete(id);
  const { sessionStarts, sessionTimes } = kernel;
  while (sessionTimes.at(-1)! >= t) {
    sessionTimes.pop();
    sessionStarts.pop();
  }
  kernel.last = last;
  members.unmark();
  timers.next.fill(Infinity);
  if (kernel.first >= t) kernel.first = Infinity;
  resume(core, kernel.first < Infinity ? t - 1 : -Infinity);
}

/** Goes on from a record that was put in place from outside. */
export function resume(core: Core, at: number): void {
  const { kernel, members, timers, wiring } = core;
  let mark = members.journal.length;
  // Of an instant that is not over, more events may come: what it made so far is undone then.
  while (members.journal[mark - CHANGE]! >= at) mark -= CHANGE;
  core.back(at, mark);
  if (kernel.first === Infinity) return;
  timers.next.fill(Infinity);
  wiring.transitions.forEach((list, segment) => {
    for (const stream of list) if (stream) stream.since = members.knownSince[segment]!;
  });
  core.lookAtAll();
  // A dwell must be set to end again.
  for (let segment = 0; segment < members.own.length; segment++) members.mark(segment);
  core.settle();
}

/** Forgets everything, as if nothing had happened. */
export function reset(core: Core): void {
  const { kernel, members } = core;
  rewind(core, -Infinity, -Infinity);
  for (const stream of kernel.streams) {
    Object.assign(stream, { dropped: 0, base: 0, first: Infinity, falls: false });
    rebuild(stream);
  }
  members.journal.length = 0;
  members.own.fill(0);
  members.state.fill(0);
  core.back(-Infinity, 0);
}
