import type { Rules } from '../ast.ts';
import type { Finding } from './finding.ts';
import { readsOf } from './reads.ts';
import { allMeasures } from './walk.ts';

/** Different measures that one event may touch before lint asks for a second look. */
const MANY_MEASURES = 100;

/** How many different measures one event touches. */
export interface EventCost {
  /** `*` for a type that no rule names. */
  readonly type: string;
  readonly measures: number;
}

/** What an event of each type costs, dearest first. Equal measures are worked out once. */
export function eventCosts(rules: Rules): readonly EventCost[] {
  const touched = new Map<string, Set<string>>([['*', new Set()]]);
  for (const measure of allMeasures(rules)) {
    const key = JSON.stringify(measure);
    for (const { event } of readsOf(measure)) {
      for (const type of event.types ?? ['*']) {
        const known = touched.get(type);
        if (known) known.add(key);
        else touched.set(type, new Set([key]));
      }
    }
  }
  const every = touched.get('*') ?? new Set();
  return [...touched]
    .map(([type, keys]) => ({ type, measures: new Set([...keys, ...every]).size }))
    .sort((a, b) => b.measures - a.measures || (a.type < b.type ? -1 : 1));
}

/** Events that touch very many measures. */
export function findCost(rules: Rules): readonly Finding[] {
  return eventCosts(rules)
    .filter(({ measures }) => measures > MANY_MEASURES)
    .map(({ type, measures }) => ({
      code: 'costly',
      level: 'warning',
      path: 'segments',
      words: `One ${type === '*' ? 'event of any kind' : `"${type}"`} touches ${measures} different measures.`,
      repair:
        'Share signals between segments, or use the same windows and filters: equal measures cost once.',
    }));
}
