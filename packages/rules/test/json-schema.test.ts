import { readFileSync } from 'node:fs';
import { jsonSchema, parseRules } from '@inkling/rules';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { fileAround, SOUND_CONDITIONS, SOUND_FILTERS } from './sound-conditions.ts';

const validate = new Ajv({ strict: false, formats: { date: true } }).compile(jsonSchema());

test('the schema in the repository is what the readers say', () => {
  const kept: unknown = JSON.parse(
    readFileSync(new URL('../schema/rules.schema.json', import.meta.url), 'utf8'),
  );
  expect(kept, 'run `node packages/rules/scripts/write-schema.ts`').toEqual(jsonSchema());
});

const sound = [
  ...Object.entries(SOUND_CONDITIONS).map(([name, enter]) => ({ name, file: fileAround(enter) })),
  ...Object.entries(SOUND_FILTERS).map(([name, where]) => {
    return { name: `where ${name}`, file: fileAround({ count: 'a', where, gte: 1 }) };
  }),
  {
    name: 'every part of a file',
    file: fileAround(
      { in: 'other' },
      {
        $schema: './rules.schema.json',
        session: { timeout: '30m', max: null, newOnCampaign: true, newAtMidnight: false },
        record: { types: ['login'], keep: '400d' },
        conversions: { subscribe: { event: 'subscribe', value: 'value' } },
        groups: { one: ['reader'], two: { segments: ['other'], otherwise: 'rest' } },
      },
    ),
  },
];

test.each(sound)('parser and schema both take $name', ({ file }) => {
  expect(() => parseRules(file)).not.toThrow();
  expect(validate(file), JSON.stringify(validate.errors?.slice(0, 3))).toBe(true);
});

const faulty: readonly { name: string; file: unknown }[] = [
  { name: 'no condition', file: fileAround({}) },
  { name: 'a misspelt measure', file: fileAround({ cuont: 'a', gte: 1 }) },
  { name: 'a misspelt option', file: fileAround({ count: 'a', wihtin: '7d', gte: 1 }) },
  { name: 'a measure with nothing to compare', file: fileAround({ count: 'a' }) },
  { name: 'a field left out', file: fileAround({ sum: 'a', gte: 1 }) },
  { name: 'a key beside in', file: fileAround({ in: 'other', gte: 1 }) },
  { name: 'text for a number', file: fileAround({ count: 'a', gte: '1' }) },
  { name: 'a number for a duration', file: fileAround({ 'since-last': 'a', gte: 5 }) },
  { name: 'a bad duration', file: fileAround({ count: 'a', within: '7 days', gte: 1 }) },
  {
    name: 'an unknown test',
    file: fileAround({ count: 'a', where: { p: { like: 'x' } }, gte: 1 }),
  },
  { name: 'equality with nothing', file: fileAround({ count: 'a', where: { p: null }, gte: 1 }) },
  { name: 'an empty list', file: fileAround({ all: [] }) },
  { name: 'an unknown top key', file: fileAround({ in: 'other' }, { segmnets: {} }) },
  { name: 'a newer format', file: fileAround({ in: 'other' }, { format: 2 }) },
  {
    name: 'a measure in a signal with a test',
    file: fileAround({ in: 'other' }, { signals: { reads: { count: 'a', gte: 1 } } }),
  },
];

test.each(faulty)('parser and schema both refuse $name', ({ file }) => {
  expect(() => parseRules(file)).toThrow();
  expect(validate(file)).toBe(false);
});
