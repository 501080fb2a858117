import type { Explanation } from '@inkling/engine/explain';
import type { ExplainedCondition, ExplainedSegment } from '@inkling/rules';
import { wordInstant } from '../output/words.ts';

const MOST_EVENTS = 3;

/** One segment for people: a line for each condition, what follows it further in. */
export function wordExplained(found: Explanation, told: ExplainedSegment): string {
  const mark = markOf(found.known ? found.in : null);
  const exit = told.exit ? `  Leaves when:\n${wordCondition(told.exit, 2)}` : '';
  return `\n${mark} ${told.words}\n${wordCondition(told.enter, 1)}${exit}`;
}

function markOf(holds: boolean | null): string {
  return holds === null ? '?' : holds ? '✓' : '✗';
}

function wordCondition({ asked, found, node, of }: ExplainedCondition, level: number): string {
  const indent = '  '.repeat(level);
  const note = found === null ? '' : `${asked.endsWith(':') ? '' : ':'} ${found}`;
  const events = node.kind === 'compare' ? node.events.slice(0, MOST_EVENTS) : [];
  const newest = events.map(({ t, type }) => `${type} ${wordInstant(t)}`).join(', ');
  const by = newest === '' ? '' : `${indent}  last: ${newest}\n`;
  const parts = of.map((one) => wordCondition(one, level + 1)).join('');
  return `${indent}${markOf(node.holds)} ${asked}${note}\n${by}${parts}`;
}
