import { test } from 'vitest';
import { coreMeasure } from './property/arbitrary-measure.ts';
import { ruleFile } from './property/arbitrary-rules.ts';
import { story } from './property/arbitrary-story.ts';
import { checkStory } from './property/check-story.ts';
import { checkMany, TIMEOUT_MS } from './property/run.ts';

test('core measures: the engine answers as the oracle does', { timeout: TIMEOUT_MS }, () => {
  checkMany(0.3, story(ruleFile(coreMeasure), { unknown: false }), (one) => {
    checkStory(one, undefined);
  });
});

test('core measures, partly recorded: the same doubts', { timeout: TIMEOUT_MS }, () => {
  checkMany(0.2, story(ruleFile(coreMeasure), { unknown: true }), (one) => {
    checkStory(one, undefined);
  });
});
