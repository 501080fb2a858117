import { expect, test } from 'vitest';
import { readNotes } from '../src/data/rule-names.ts';
import { withRuleWords } from '../src/data/rule-words.ts';

const rule = (part: object) => ({ enter: { count: 'page_view', within: '7d', gte: 3 }, ...part });
const file = (segments: object) => ({ format: 1, site: 'daily-ink', segments });
const wordsOf = (segments: object) => {
  const written = file(segments);
  return [...withRuleWords(written, readNotes(written)).values()].map((n) => n.description);
};

test('a rule that nobody described says itself what it asks', () => {
  expect(wordsOf({ fans: rule({}) })).toEqual(['Viewed 3 or more pages in the last 7 days.']);
});

test('what people wrote comes first', () => {
  const segments = { fans: rule({ description: 'Came often.' }), others: rule({}) };
  expect(wordsOf(segments)[0]).toBe('Came often.');
});

test('a file that does not parse leaves what people wrote', () => {
  const segments = { fans: { description: 'Came often.' }, broken: { enter: { count: 7 } } };
  expect(wordsOf(segments)).toEqual(['Came often.', null]);
});
