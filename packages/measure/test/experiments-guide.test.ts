import { readFileSync } from 'node:fs';
import { SAMPLE_RATIO_ALARM, sampleRatioTest } from '@inkling/measure';
import { expect, test } from 'vitest';

const guide = readFileSync(new URL('../../../docs/experiments.md', import.meta.url), 'utf8');

test.each([
  { found: [1893, 8601, 8506], words: 'p = 0.76:', digits: 2, alarms: false },
  { found: [1893, 8601, 8006], words: 'p would be 0.000014:', digits: 6, alarms: true },
])('the guide tells of $found what the test says', ({ found, words, digits, alarms }) => {
  const p = sampleRatioTest(found, [0.1, 0.45, 0.45]);
  expect(words).toContain(p.toFixed(digits));
  expect(guide.replaceAll('\n', ' ')).toContain(words);
  expect(p < SAMPLE_RATIO_ALARM).toBe(alarms);
});
