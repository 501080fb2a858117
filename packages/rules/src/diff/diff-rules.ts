import type { GroupRule, Rules } from '../ast.ts';
import { describe } from '../words/describe.ts';
import { wordEvents } from '../words/event.ts';
import { wordList } from '../words/list.ts';
import { diffNamed } from './diff-named.ts';
import { diffSegments } from './diff-segments.ts';
import type { RuleChange } from './rule-change.ts';

/**
 * What differs between two rule files, for people to read before they publish.
 *
 * A segment *means* something else when the compiler makes something else of it, by its own rule
 * or by a signal, model, segment or setting that it uses.
 *
 * @returns Settings first, then segments, groups, signals, conversions and models, in the order of
 *   the new file; empty when nothing differs but spelling.
 */
export function diffRules(before: Rules, after: Rules): readonly RuleChange[] {
  const options = { timezone: after.timezone };
  return [
    ...diffSettings(before, after),
    ...diffSegments(before, after),
    ...diffNamed(before.groups, after.groups, {
      part: 'groups',
      noun: 'group',
      meaning: true,
      say: wordGroup,
    }),
    ...diffNamed(before.signals, after.signals, {
      part: 'signals',
      noun: 'signal',
      // Whom it moves is told at the segments that use it.
      meaning: false,
      say: ({ measure }) => describe(measure, options),
    }),
    ...diffNamed(before.conversions, after.conversions, {
      part: 'conversions',
      noun: 'conversion',
      meaning: false,
      say: ({ event, value }) =>
        `${wordEvents(event)}${value === null ? '' : `, worth their ${value}`}`,
    }),
    ...diffNamed(before.models, after.models, {
      part: 'models',
      noun: 'model',
      meaning: false,
      say: ({ kind, weights }) => `${kind}, ${weights.length} weights`,
    }),
  ];
}

function wordGroup({ segments, otherwise }: GroupRule): string {
  const rest = otherwise === null ? '' : `, otherwise ${otherwise}`;
  return `${wordList(segments, 'or')}, the first that holds${rest}`;
}

const SETTINGS = ['site', 'timezone', 'currency', 'session', 'record'] as const;

function diffSettings(before: Rules, after: Rules): readonly RuleChange[] {
  return SETTINGS.flatMap((key): RuleChange[] => {
    const [was, now] = [JSON.stringify(before[key]), JSON.stringify(after[key])];
    if (was === now) return [];
    const words = `${key} is ${now}. Before: ${was}.`;
    return [{ change: 'changed', path: key, meaning: key !== 'record', words }];
  });
}
