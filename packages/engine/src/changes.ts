import type { Core } from './core.ts';
import type { Transition } from './engine.ts';
import { YES } from './kernel.ts';
import { CHANGE } from './members.ts';
import type { Program } from './program.ts';

/** Collects changes of membership for `drain`. */
export function createChanges(
  program: Program,
  core: Core,
): {
  /** Takes the present memberships as told. */
  accept(): void;
  drain(): readonly Transition[];
} {
  const { members } = core;
  const told = new Uint8Array(program.segments.length);
  let queue: { number: number; t: number; in: boolean }[] = [];
  let isTakenBack = false;
  const compare = (number: number): void => {
    const isIn = members.state[number] === YES;
    if ((told[number] === 1) === isIn) return;
    told[number] = isIn ? 1 : 0;
    queue.push({ number, t: core.now(), in: isIn });
  };
  const collect = (mark: number): void => {
    for (let i = mark; i < members.journal.length; i += CHANGE) compare(members.journal[i + 1]!);
  };
  const compareAll = (): void => {
    for (let number = 0; number < told.length; number++) compare(number);
  };
  core.onLeave = collect;
  core.onBack = (t) => {
    isTakenBack = true;
    while (queue.length > 0 && queue.at(-1)!.t >= t) {
      const { number, in: isIn } = queue.pop()!;
      told[number] = isIn ? 0 : 1;
    }
  };
  return {
    accept() {
      compareAll();
      queue = [];
    },
    drain() {
      core.settle();
      collect(core.mark());
      // Something that was told may have turned out never to have happened.
      if (isTakenBack) compareAll();
      isTakenBack = false;
      // Of one instant, in the program's order.
      queue.sort((a, b) => a.t - b.t || a.number - b.number);
      const changes = queue.map(({ number, ...change }) => ({
        segment: program.segments[number]!.id,
        ...change,
      }));
      queue = [];
      return changes;
    },
  };
}
