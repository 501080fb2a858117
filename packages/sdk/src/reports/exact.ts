import { DAY, type ForesightEngine } from '@inkling/engine';
import { addRows, contribute } from '@inkling/report';
import type { contributeTrials } from '../experiments/outcomes.ts';
import type { IdleParts } from '../idle/parts.ts';
import type { Step } from '../memberships/memberships.ts';
import type { Shadow } from '../shadow/shadow.ts';
import type { credit } from './credit.ts';
import { type Books, EMPTY, type Ledger } from './ledger.ts';

/** Whether a step has an event of a type that a conversion is made of, or tells of an experience. */
function mayConvert({ engine: { program }, events }: Step): boolean {
  const types = program.conversions.map(({ matcher }) => program.code.m[matcher]![0]);
  return events.some(
    ({ type }) =>
      type.startsWith('experience_') || types.some((some) => !some || some.includes(type)),
  );
}

/** What keeps the books where the site takes everything, exactly; of a shadow, too, where there is one. */
export function createExactBooks(parts: IdleParts): Books {
  const { feed, host, loaders } = parts;
  let toCredit: typeof credit | undefined;
  let trial: typeof contributeTrials | undefined;
  let silent: Shadow | null | undefined; // `null` where there is none that may be used.
  // The counts of the rules in force do not depend on it.
  const openShadow = host.guard(async () => {
    return (await loaders.part<typeof import('../shadow/shadow.ts')>('shadow')).start(parts);
  });
  const bookSteps = (old: Ledger, steps: readonly Step[], random: () => number): Ledger => {
    let { state, rows, bought, trials } = old;
    for (const { t, engine, memberships, transitions, events } of steps) {
      (events.length ? events : [undefined]).forEach((event, i) => {
        const credited = event && toCredit?.(engine, event, bought);
        bought = credited?.bought ?? bought;
        // Two of them may share a millisecond; what the second one changed must count, too.
        const before = state && { ...state, at: Math.min(state.at, t - 1) };
        const next = contribute(before, {
          t,
          program: engine.program,
          memberships,
          transitions: i ? [] : transitions,
          dayOf: (instant) => engine.core.kernel.calendar.ordinal(DAY, instant),
          flips: (segment) => (engine as ForesightEngine).ahead()[segment]!,
          random,
          // A ledger that is not there was lost with the history.
          lostHistory: feed.lost() && !state,
          ...(event && { event, ...credited }),
        });
        state = next.state;
        const more =
          event && trial?.(trials ?? null, { t, program: engine.program, event, ...credited });
        trials = more?.state ?? trials;
        rows = addRows(rows, [...next.rows, ...(more?.rows ?? [])], random);
      });
    }
    return { ...old, state, rows, bought, ...(trials && { trials }) };
  };
  return {
    async prepare() {
      if (feed.bundle()?.shadow && silent === undefined) {
        silent = (await openShadow()?.catch(() => {})) ?? null;
        return;
      }
      if (feed.bundle()?.program?.holdout !== undefined) {
        trial = (
          await loaders.part<typeof import('../experiments/outcomes.ts')>('outcomes')
        ).start();
      }
      toCredit = (await loaders.part<typeof import('./credit.ts')>('credit')).start();
    },
    isReady: (steps) =>
      (silent !== undefined || !feed.bundle()?.shadow) &&
      (!!toCredit || !(silent || steps.some(mayConvert))),
    book(old = EMPTY, steps, random) {
      const next = bookSteps(old, steps, random);
      return silent && feed.bundle()?.shadow?.seq === silent.seq
        ? silent.book(next, steps, random, bookSteps)
        : next;
    },
  };
}
