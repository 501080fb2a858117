import type { Scheduler } from './scheduler.ts';

/** One thread that runs a page's scripts: alive, frozen or dead. */
export interface Realm {
  readonly name: string;
  isDead(): boolean;
  isFrozen(): boolean;
  /** Runs a callback of the page in the present task; later if frozen, never if dead. */
  enter(run: () => void): void;
  /** Runs something as soon as it is not frozen. */
  hold(run: () => void): void;
  freeze(): void;
  thaw(): void;
  die(): void;
}

/** Which page's script is running in the present task; none while the browser itself works. */
export interface Present {
  realm: Realm | null;
  /** Whose storage tasks are made; of one page they keep their order. */
  lane: string;
}

export function createRealm(name: string, scheduler: Scheduler, present: Present): Realm {
  let dead = false;
  let frozen = false;
  let held: (() => void)[] = [];

  const realm: Realm = {
    name,
    isDead: () => dead,
    isFrozen: () => frozen,
    enter(run) {
      if (dead) return;
      if (frozen) {
        held.push(() => realm.enter(run));
        return;
      }
      // It stays so for the microtasks that follow.
      present.realm = realm;
      present.lane = name;
      run();
    },
    hold(run) {
      held.push(run);
    },
    freeze() {
      frozen = true;
    },
    thaw() {
      frozen = false;
      const waiting = held;
      held = [];
      // Each is a task of its own, in order; a freeze between two holds back the rest.
      waiting.forEach((run, i) => {
        scheduler.later(i * 0.01, `${name} thaw`, () => (frozen ? held.push(run) : run()));
      });
    },
    die() {
      dead = true;
      held = [];
    },
  };
  return realm;
}
