import type { Window } from '../ast.ts';
import { eventWords } from './event.ts';
import { wordInstant } from './instant.ts';
import { wordLength } from './length.ts';
import type { WordOptions } from './options.ts';

const CALENDAR = {
  day: ['today', 'yesterday'],
  week: ['this week', 'last week'],
  month: ['this month', 'last month'],
} as const;

/** When, with a leading space: ` in the last 7 days`; empty for all time. */
export function wordWindow(window: Window, options: WordOptions): string {
  switch (window.kind) {
    case 'ever':
      return '';
    case 'rolling':
      if (window.toMs === 0) return ` in the last ${unitOf(wordLength(window.fromMs))}`;
      return ` between ${wordBand(wordLength(window.fromMs), wordLength(window.toMs))} ago`;
    case 'calendar':
      return ` ${CALENDAR[window.unit][window.back]}`;
    case 'absolute': {
      const from = wordInstant(window.from, options);
      if (window.to === null) return ` since ${from}`;
      return ` from ${from} until ${wordInstant(window.to, options)}`;
    }
    case 'sessions':
      return window.count === 1 ? ' in this session' : ` in the last ${window.count} sessions`;
    case 'within-first': {
      const start =
        window.type === null
          ? 'their first visit'
          : `their first ${eventWords({ types: [window.type] }).one}`;
      return ` within ${wordLength(window.ms)} of ${start}`;
    }
  }
}

/** "between 90 days and 30 days ago" reads as "between 90 and 30 days ago". */
function wordBand(from: string, to: string): string {
  const [count, unit, ...rest] = from.split(' ');
  const same = rest.length === 0 && unit !== undefined && to.endsWith(` ${unit}`);
  return `${same ? count : from} and ${to}`;
}

/** "the last 1 day" reads as "the last day". */
function unitOf(length: string): string {
  return length.startsWith('1 ') && !length.slice(2).includes(' ') ? length.slice(2) : length;
}
