import type { CompleteEngine } from '@inkling/engine';
import { addRows, contribute, sealReports } from '@inkling/report';
import type { IdleParts } from '../idle/parts.ts';
import { type Books, EMPTY } from './ledger.ts';

const MOST_BOUGHT = 200;

/** What keeps the books where the site takes everything, exactly. */
export function start({ feed }: IdleParts): Books {
  return {
    book(old = EMPTY, steps, random) {
      let { state, rows, bought } = old;
      for (const { t, engine, memberships, transitions, events } of steps) {
        const { conversions, flips, program } = engine as CompleteEngine;
        (events.length ? events : [undefined]).forEach((event, i) => {
          const transaction = event?.type === 'purchase' && event.params.transaction_id;
          const known = transaction && bought.includes(transaction);
          if (transaction && !known) bought = [...bought, transaction].slice(-MOST_BOUGHT);
          // Two of them may share a millisecond; what the second one changed must count, too.
          const before = state && { ...state, at: Math.min(state.at, t - 1) };
          const next = contribute(before, {
            t,
            program,
            memberships,
            transitions: i ? [] : transitions,
            flips,
            random,
            // A ledger that is not there was lost with the history.
            lostHistory: feed.lost() && !state,
            ...(event && { event, conversions: known ? [] : conversions(event) }),
          });
          state = next.state;
          rows = addRows(rows, next.rows, random);
        });
      }
      return { ...old, state, rows, bought };
    },
    seal: (old = EMPTY, options) => ({ ...old, ...sealReports(old, options) }),
  };
}
