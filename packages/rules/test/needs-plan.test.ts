import {
  compileRules,
  loadTemplate,
  parseRules,
  recordingNeeds,
  templateNames,
} from '@inkling/rules';
import { expect, test } from 'vitest';
import { BASELINE_TYPES } from '../src/parse/file.ts';
import { fileAround, SOUND_CONDITIONS } from './sound-conditions.ts';

const files = [
  ...templateNames.map((name) => ({ name: `the template ${name}`, file: loadTemplate(name) })),
  ...Object.entries(SOUND_CONDITIONS).map(([name, enter]) => ({ name, file: fileAround(enter) })),
];

// Lint tells authors what a rule needs, the compiler tells browsers what to keep: two views of one
// thing, worked out apart.
test.each(files)('what lint asks for is kept: $name', ({ file }) => {
  const rules = parseRules(file);
  const { baseline, types } = compileRules(rules).record;
  const short = recordingNeeds(rules).filter(({ type, horizonMs }) => {
    const always = BASELINE_TYPES.includes(type) ? baseline : undefined;
    const kept = [type in types ? types[type] : always, types['*']].filter(
      (ms) => ms !== undefined,
    );
    if (horizonMs === 0 || kept.includes(null)) return false;
    return horizonMs === null || !kept.some((ms) => ms !== null && ms >= horizonMs);
  });
  expect(short).toEqual([]);
});
