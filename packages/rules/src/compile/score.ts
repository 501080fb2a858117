import { codes } from '@inkling/engine';
import type { Decay, ScoreMeasure } from '../ast.ts';
import { compileMatch } from './filter.ts';
import { SESSION, type Tables } from './table.ts';
import { keep, type MeasureCode } from './window.ts';

const DAY_MS = 86_400_000;

/** A score: its decay, its cap, and a row for each clause. */
export function compileScore({ clauses, decay, cap }: ScoreMeasure, tables: Tables): MeasureCode {
  return [
    codes.SCORE,
    decayCode(decay),
    cap,
    ...clauses.map((clause) => {
      keep(clause.event, lastMs(decay), tables);
      if (clause.perSession) tables.hangsOn.add(SESSION);
      const stream = tables.stream([compileMatch(clause.event, tables)]);
      return [stream, clause.points, clause.cap, clause.perSession ? 1 : 0];
    }),
  ];
}

function decayCode(decay: Decay): readonly number[] {
  switch (decay.kind) {
    case 'none':
      return [0];
    case 'half-life':
      return [1, decay.ms];
    case 'linear':
      return [2, decay.perDay, decay.graceMs];
    case 'step':
      return [3, ...decay.steps.flatMap(({ afterMs, keep: share }) => [afterMs, share])];
  }
}

/** The age from which on an event weighs nothing, in ms. */
function lastMs(decay: Decay): number {
  if (decay.kind === 'half-life') return 32 * decay.ms;
  if (decay.kind === 'linear') return decay.graceMs + Math.ceil(1 / decay.perDay) * DAY_MS;
  const last = decay.kind === 'step' ? decay.steps.at(-1) : undefined;
  return last?.keep === 0 ? last.afterMs + 60_000 : Infinity;
}
