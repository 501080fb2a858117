import { test } from 'vitest';
import { extraMeasure, fadingMeasure } from './property/arbitrary-extra.ts';
import { ruleFile } from './property/arbitrary-rules.ts';
import { story } from './property/arbitrary-story.ts';
import { checkStory } from './property/check-story.ts';
import { checkMany, TIMEOUT_MS } from './property/run.ts';

const file = ruleFile(extraMeasure);

test('the engine answers as the oracle does', { timeout: TIMEOUT_MS }, () => {
  checkMany(0.23, story(file, { unknown: false }), (one) => checkStory(one));
});

test('partly recorded: the same doubts', { timeout: TIMEOUT_MS }, () => {
  checkMany(0.15, story(file, { unknown: true }), (one) => checkStory(one));
});

test('rules that change: the state is brought up to them', { timeout: TIMEOUT_MS }, () => {
  checkMany(0.1, story(file, { unknown: false, changing: true }), (one) => checkStory(one));
});

test('scores that rise and fall', { timeout: TIMEOUT_MS }, () => {
  const short = story(ruleFile(fadingMeasure), { unknown: false, spanMs: 20 * 60_000 });
  checkMany(0.02, short, (one) => checkStory(one));
});
