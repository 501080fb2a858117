import type { InkEvent, QuickEngine } from '@inkling/engine';
import type { IdleParts } from '../idle/parts.ts';
import { dropOldest } from '../lib/drop-oldest.ts';
import { keyNames } from '../lib/key-names.ts';
import type { Mark, Step } from '../memberships/memberships.ts';

/** Small keys for what pages left begin with this; each has its own: two may leave at once. */
const LEFT = 'left:';
/** Of so many pages it is known how much of what they told is booked. */
const MOST_PAGES = 100;

/**
 * What is not known to be booked, here and of pages that are gone. A page that is left may never
 * hear whether its last transaction came through: it leaves what that was about, too, and the
 * ledger says how far each page's steps are booked.
 */
export interface LeftSteps {
  /** Puts before this page's steps what others left. */
  take(engine: QuickEngine): void;
  /** All steps, in order, each with its mark. */
  all(): readonly Step[];
  /** Leaves all steps for whoever comes next. */
  note(): void;
  /** Begins anew after the page was left: what another page has booked meanwhile is gone. */
  come(): void;
  /** Drops what is booked. */
  drop(booked: readonly Step[]): void;
  /** Drops everything, of all pages. */
  clear(): void;
}

export function createLeftSteps({ host, steps }: IdleParts): LeftSteps {
  const { guard, keys, win } = host;
  const own = LEFT + host.newId();
  /** What was taken, as it stood, by the name of its key. */
  const taken = new Map<string, string>();
  let count = 0;
  let isNoted = false;

  const names = (): readonly string[] => guard(keyNames)(win, LEFT) ?? [];
  const all = (): readonly Step[] => {
    for (const step of steps) step.mark ??= [own, ++count];
    return [...steps];
  };
  return {
    take(engine) {
      const memberships = engine.memberships();
      // One that is damaged keeps nobody from the others.
      const read = guard((text: string) => {
        const left = JSON.parse(text) as [Mark, InkEvent[]][];
        const old = left.map(([mark, events]): Step => {
          return { t: events[0]!.t, engine, memberships, transitions: [], events, mark };
        });
        steps.unshift(...old);
      });
      for (const name of names()) {
        const text = keys.get(name) ?? '[]';
        taken.set(name, text);
        if (name !== own) read(text); // Its own steps the page still has.
      }
    },
    all,
    note() {
      const left = all().flatMap(({ mark, events }) => (events.length ? [[mark, events]] : []));
      if (left.length) keys.set(own, JSON.stringify(left));
      isNoted = !!keys.get(own);
    },
    come() {
      if (isNoted && !keys.get(own)) steps.length = 0;
      isNoted = false;
    },
    drop(booked) {
      steps.splice(0, 1 / 0, ...steps.filter((step) => !booked.includes(step)));
      for (const [name, text] of taken) if (keys.get(name) === text) keys.set(name, null);
      taken.clear();
    },
    clear() {
      steps.length = 0;
      for (const name of names()) keys.set(name, null);
    },
  };
}

/** Of some steps those that a ledger does not hold, and how far each page is booked with them. */
export function sift(
  steps: readonly Step[],
  old: readonly Mark[] = [],
): { readonly fresh: readonly Step[]; readonly booked: readonly Mark[] } {
  const booked = new Map(old);
  const fresh = steps.filter(({ mark }) => {
    const [page, n] = mark!;
    if (n <= (booked.get(page) ?? 0)) return false;
    booked.delete(page); // The page heard last is dropped last.
    booked.set(page, n);
    return true;
  });
  dropOldest(booked, MOST_PAGES);
  return { fresh, booked: [...booked] };
}
