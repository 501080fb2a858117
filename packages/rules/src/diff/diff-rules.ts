import type { GroupRule, Rules } from '../ast.ts';
import { describe } from '../words/describe.ts';
import { wordEvents } from '../words/event.ts';
import { describeExperience, describeExperiment } from '../words/experience.ts';
import { wordList } from '../words/list.ts';
import { wordOptions } from '../words/options.ts';
import { describeMeter, describeOffers } from '../words/paywall.ts';
import { diffNamed } from './diff-named.ts';
import { diffSegments } from './diff-segments.ts';
import type { RuleChange } from './rule-change.ts';

/**
 * What differs between two rule files, for people to read before they publish.
 *
 * A segment *means* something else when the compiler makes something else of it, by its own rule
 * or by a signal, model, segment or setting that it uses.
 *
 * @returns Settings first, then segments, groups, signals, conversions, experiments, experiences,
 *   meters, offers and models, in the order of the new file; empty when nothing differs but spelling.
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
    ...diffActivation(before, after),
    ...diffNamed(before.models, after.models, {
      part: 'models',
      noun: 'model',
      meaning: false,
      say: ({ kind, weights }) => `${kind}, ${weights.length} weights`,
    }),
  ];
}

/** Nobody enters or leaves a segment by these: they say what its members see. */
function diffActivation(before: Rules, after: Rules): readonly RuleChange[] {
  const options = wordOptions(after);
  const bare = (words: string): string => words.slice(0, -1);
  return [
    ...diffNamed(before.experiments, after.experiments, {
      part: 'experiments',
      noun: 'experiment',
      meaning: false,
      say: (one) => bare(describeExperiment(one)),
    }),
    ...diffNamed(before.experiences, after.experiences, {
      part: 'experiences',
      noun: 'experience',
      meaning: false,
      say: (one) => bare(describeExperience(one, options)),
    }),
    ...diffNamed(before.meters, after.meters, {
      part: 'meters',
      noun: 'meter',
      meaning: false,
      say: (one) => bare(describeMeter(one, options)),
    }),
    ...diffNamed(before.offers, after.offers, {
      part: 'offers',
      noun: 'ladder of offers',
      meaning: false,
      say: (one) => bare(describeOffers(one, options)),
    }),
  ];
}

function wordGroup({ segments, otherwise }: GroupRule): string {
  const rest = otherwise === null ? '' : `, otherwise ${otherwise}`;
  return `${wordList(segments, 'or')}, the first that holds${rest}`;
}

const SETTINGS = ['site', 'timezone', 'currency', 'session', 'record', 'holdout', 'edge'] as const;
/** Settings that move nobody into or out of a segment. */
const OTHER_SETTINGS = ['record', 'holdout', 'edge'];

function diffSettings(before: Rules, after: Rules): readonly RuleChange[] {
  return SETTINGS.flatMap((key): RuleChange[] => {
    const [was, now] = [JSON.stringify(before[key]), JSON.stringify(after[key])];
    if (was === now) return [];
    const words = `${key} is ${now}. Before: ${was}.`;
    return [{ change: 'changed', path: key, meaning: !OTHER_SETTINGS.includes(key), words }];
  });
}
