import { codes } from '@inkling/engine';
import type { Measure } from '../ast.ts';
import { compileMatch } from './filter.ts';
import type { Tables } from './table.ts';
import { compileWindow, keep, lengthMs, type MeasureCode } from './window.ts';

/** A sequence: one stream of all events that any step looks at, and a row for each step. */
export function compileSequence(
  { steps, same, window }: Extract<Measure, { kind: 'sequence' }>,
  tables: Tables,
): MeasureCode {
  const matchers = [
    ...new Set(
      steps.flatMap(({ event, without }) =>
        [event, ...(without ? [without] : [])].map((match) => {
          keep(match, lengthMs(window), tables);
          return compileMatch(match, tables);
        }),
      ),
    ),
  ];
  const bit = (match: Parameters<typeof compileMatch>[0] | null): number =>
    match ? 1 << matchers.indexOf(compileMatch(match, tables)) : 0;
  return [
    codes.SEQUENCE,
    tables.stream([matchers, codes.STEPS, same ?? '']),
    compileWindow(window, tables),
    same === null ? 0 : 1,
    ...steps.map(({ event, without, withinMs, negated }) => [
      bit(event),
      bit(without),
      withinMs ?? 0,
      negated ? 1 : 0,
    ]),
  ];
}
