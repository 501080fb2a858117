import { extra } from '@inkling/engine/extra';
import fc from 'fast-check';
import { test } from 'vitest';
import { coreMeasure, extraMeasure } from './property/arbitrary-measure.ts';
import { ruleFile } from './property/arbitrary-rules.ts';
import { story } from './property/arbitrary-story.ts';
import { checkStory } from './property/check-story.ts';
import { checkMany, TIMEOUT_MS } from './property/run.ts';

const any = fc.oneof({ arbitrary: extraMeasure, weight: 3 }, { arbitrary: coreMeasure, weight: 1 });

test('all measures: the engine answers as the oracle does', { timeout: TIMEOUT_MS }, () => {
  checkMany(0.3, story(ruleFile(any), { unknown: false }), (one) => {
    checkStory(one, extra);
  });
});

test('all measures, partly recorded: the same doubts', { timeout: TIMEOUT_MS }, () => {
  checkMany(0.2, story(ruleFile(any), { unknown: true }), (one) => {
    checkStory(one, extra);
  });
});
