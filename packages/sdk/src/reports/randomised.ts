import { addRows } from '@inkling/report';
import { contributeBit } from '@inkling/report/randomised';
import type { IdleParts } from '../idle/parts.ts';
import { type Books, EMPTY } from './ledger.ts';

/** What keeps the books where the site takes one randomised bit a day, and nothing else. */
export function start({ feed }: IdleParts): Books {
  return {
    isReady: () => true,
    async prepare() {},
    book(old = EMPTY, steps, random) {
      const reports = feed.bundle()?.reports;
      if (reports?.mode !== 'randomised') return old;
      let { bits, rows } = old;
      for (const { t, engine, memberships, events } of steps) {
        if (!events.length) continue; // Only time passed: nobody has visited.
        const { program } = engine;
        const { epsilon } = reports;
        const next = contributeBit(bits ?? null, { t, program, memberships, epsilon, random });
        bits = next.state;
        rows = addRows(rows, next.rows, random);
      }
      return { ...old, rows, ...(bits && { bits }) };
    },
  };
}
