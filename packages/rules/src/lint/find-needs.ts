import type { Rules } from '../ast.ts';
import { wordLength } from '../words/length.ts';
import { wordList } from '../words/list.ts';
import type { Finding } from './finding.ts';
import { recordingNeeds } from './needs.ts';

/** One note for each type of event that the rules need. */
export function findNeeds(rules: Rules): readonly Finding[] {
  return recordingNeeds(rules).map(({ type, params, horizonMs }) => {
    const what = type === '*' ? 'every event' : `"${type}"`;
    const fields = params.length === 0 ? '' : ` with ${wordList(params, 'and')}`;
    const time =
      horizonMs === null
        ? 'for all time'
        : horizonMs === 0
          ? 'when it happens'
          : `for ${wordLength(horizonMs)}`;
    return {
      code: 'records',
      level: 'note',
      path: 'record',
      words: `The rules need ${what}${fields}, ${time}.`,
      repair: 'Make sure that the site sends it; nothing else has to be done.',
    };
  });
}
