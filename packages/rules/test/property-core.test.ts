import { test } from 'vitest';
import { coreMeasure } from './property/arbitrary-measure.ts';
import { ruleFile } from './property/arbitrary-rules.ts';
import { story } from './property/arbitrary-story.ts';
import { checkStory } from './property/check-story.ts';
import { checkMany, TIMEOUT_MS } from './property/run.ts';

const file = ruleFile(coreMeasure);

test('the engine answers as the oracle does', { timeout: TIMEOUT_MS }, () => {
  checkMany(0.3, story(file, { unknown: false }), (one) => checkStory(one));
});

test('partly recorded: the same doubts', { timeout: TIMEOUT_MS }, () => {
  checkMany(0.2, story(file, { unknown: true }), (one) => checkStory(one));
});
