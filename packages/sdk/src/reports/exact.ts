import { DAY, type ForesightEngine } from '@inkling/engine';
import { addRows, contribute } from '@inkling/report';
import type { contributeTrials } from '../experiments/outcomes.ts';
import type { IdleParts } from '../idle/parts.ts';
import type { Step } from '../memberships/memberships.ts';
import type { credit } from './credit.ts';
import { type Books, EMPTY } from './ledger.ts';

/** Whether a step has an event of a type that a conversion is made of, or tells of an experience. */
function mayConvert({ engine: { program }, events }: Step): boolean {
  const types = program.conversions.map(({ matcher }) => program.code.m[matcher]![0]);
  return events.some(
    ({ type }) =>
      type.startsWith('experience_') || types.some((some) => !some || some.includes(type)),
  );
}

/** What keeps the books where the site takes everything, exactly. */
export function createExactBooks({ feed, loaders }: IdleParts): Books {
  let toCredit: typeof credit | undefined;
  let trial: typeof contributeTrials | undefined;
  return {
    async prepare() {
      if (feed.bundle()?.program?.holdout !== undefined) {
        trial = (
          await loaders.part<typeof import('../experiments/outcomes.ts')>('outcomes')
        ).start();
      }
      toCredit = (await loaders.part<typeof import('./credit.ts')>('credit')).start();
    },
    isReady: (steps) => !!toCredit || !steps.some(mayConvert),
    book(old = EMPTY, steps, random) {
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
    },
  };
}
