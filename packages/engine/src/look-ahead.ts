import type { Core } from './core.ts';
import { PERHAPS, YES } from './kernel.ts';
import { CHANGE } from './members.ts';

/** What every segment does if nothing more happens. */
export interface Future {
  /** Instants at which each membership changes, rising. */
  readonly flips: readonly (readonly number[])[];
  /** First instant at which each is known; `null` where it never is. */
  readonly known: readonly (number | null)[];
}

/**
 * Runs the engine on through its timers, notes what changes, and puts everything back.
 *
 * @param horizon - The last instant looked at, ms.
 * @param seen - Called at each instant, while the core is as it will be then.
 */
export function lookAhead(core: Core, horizon: number, seen?: () => void): Future {
  const { members, timers, answers } = core;
  core.settle();
  const now = core.now();
  const isIn = Array.from(members.state, (state) => state === YES);
  const flips: number[][] = isIn.map(() => []);
  const known = Array.from(members.state, (state) => (state === PERHAPS ? null : now));
  const { length } = members.journal;
  const before = { answers: answers.slice(), onLeave: core.onLeave, mark: core.mark() };
  const instants = timers.next.slice();
  const note = (mark: number): void => {
    const { journal, state } = members;
    for (let i = mark; i < journal.length; i += CHANGE) {
      const segment = journal[i + 1]!;
      if (state[segment] !== PERHAPS) known[segment] ??= journal[i]!;
      if ((state[segment] === YES) === isIn[segment]) continue;
      isIn[segment] = !isIn[segment];
      flips[segment]!.push(journal[i]!);
    }
  };
  core.onLeave = () => {};
  for (let mark = length, t = timers.first(); t <= horizon; t = timers.first()) {
    core.step(t);
    core.settle();
    note(mark);
    seen?.();
    mark = members.journal.length;
  }
  members.undo(length);
  members.unmark();
  instants.forEach((t, item) => {
    timers.set(item, t);
  });
  answers.set(before.answers);
  core.onLeave = before.onLeave;
  core.back(now, before.mark);
  return { flips, known };
}
