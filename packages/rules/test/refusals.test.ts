import { parseRules, RuleError, type RuleErrorCode } from '@inkling/rules';
import { describe, expect, test } from 'vitest';
import { fileAround } from './sound-conditions.ts';

const HERE = 'segments.reader.enter';

function refusal(input: unknown): RuleError {
  try {
    parseRules(input);
  } catch (error) {
    if (error instanceof RuleError) return error;
    throw error;
  }
  throw new Error('Nothing was refused.');
}

interface Row {
  readonly name: string;
  readonly enter: unknown;
  readonly code: RuleErrorCode;
  /** After `segments.reader.enter`. */
  readonly path: string;
  readonly nearest?: string;
}

const rows: readonly Row[] = [
  {
    name: 'equality with nothing',
    enter: { count: 'a', where: { p: null }, gte: 1 },
    code: 'wrong-value',
    path: '.where.p',
  },
  {
    name: 'nothing among values',
    enter: { count: 'a', where: { p: ['x', null] }, gte: 1 },
    code: 'wrong-value',
    path: '.where.p[1]',
  },
  {
    name: 'a misspelt measure',
    enter: { cuont: 'a', gte: 1 },
    code: 'unknown-key',
    path: '.cuont',
    nearest: 'count',
  },
  {
    name: 'a misspelt combinator',
    enter: { nto: { in: 'other' } },
    code: 'unknown-key',
    path: '.nto',
    nearest: 'not',
  },
  {
    name: 'a misspelt option',
    enter: { count: 'a', wihtin: '7d', gte: 1 },
    code: 'unknown-key',
    path: '.wihtin',
    nearest: 'within',
  },
  {
    name: 'a misspelt comparison',
    enter: { count: 'a', gt: 1, let: 3 },
    code: 'unknown-key',
    path: '.let',
    nearest: 'lte',
  },
  {
    name: 'an option of another measure',
    enter: { count: 'a', field: 'b', gte: 1 },
    code: 'unknown-key',
    path: '.field',
  },
  {
    name: 'a key beside all',
    enter: { all: [{ in: 'other' }], gte: 1 },
    code: 'unknown-key',
    path: '.gte',
  },
  {
    name: 'a comparison that the value cannot bear',
    enter: { list: 'a', field: 'b', gte: 1 },
    code: 'unknown-key',
    path: '.gte',
  },
  {
    name: 'an unknown filter word',
    enter: { count: 'a', where: { p: { startswith: '/' } }, gte: 1 },
    code: 'unknown-key',
    path: '.where.p.startswith',
    nearest: 'startsWith',
  },
  {
    name: 'a measure without its field',
    enter: { sum: 'a', gte: 1 },
    code: 'missing-key',
    path: '.field',
  },
  {
    name: 'two measures',
    enter: { count: 'a', sum: 'b', field: 'c', gte: 1 },
    code: 'conflicting-keys',
    path: '',
  },
  {
    name: 'two windows',
    enter: { count: 'a', within: '7d', 'within-first': '3d', gte: 1 },
    code: 'conflicting-keys',
    path: '',
  },
  {
    name: 'a window on the current page',
    enter: { completion: 'page', within: '7d', gte: 1 },
    code: 'conflicting-keys',
    path: '.within',
  },
  {
    name: 'a first step with a limit',
    enter: { sequence: [{ event: 'a', within: '1h' }, { event: 'b' }], gte: 1 },
    code: 'conflicting-keys',
    path: '.sequence[0].within',
  },
  {
    name: 'two kinds of decay',
    enter: {
      score: { clauses: [{ event: 'a', points: 1 }], halfLife: '7d', linear: { perDay: 0.1 } },
      gt: 1,
    },
    code: 'conflicting-keys',
    path: '.score',
  },
  { name: 'a condition that is text', enter: 'count', code: 'wrong-type', path: '' },
  {
    name: 'a list that is not one',
    enter: { all: { in: 'other' } },
    code: 'wrong-type',
    path: '.all',
  },
  { name: 'text for a number', enter: { count: 'a', gte: '3' }, code: 'wrong-type', path: '.gte' },
  {
    name: 'a number for a duration',
    enter: { 'since-last': 'a', gte: 7 },
    code: 'wrong-type',
    path: '.gte',
  },
  {
    name: 'a set in a ratio',
    enter: { ratio: [{ list: 'a', field: 'b' }, 2], gt: 1 },
    code: 'wrong-type',
    path: '.ratio[0]',
  },
  {
    name: 'an empty event name',
    enter: { count: '', gte: 1 },
    code: 'wrong-value',
    path: '.count',
  },
  {
    name: 'an unknown window word',
    enter: { count: 'a', within: 'last-wek', gte: 1 },
    code: 'wrong-value',
    path: '.within',
    nearest: 'last-week',
  },
  {
    name: 'months as a duration',
    enter: { count: 'a', within: '3mo', gte: 1 },
    code: 'wrong-value',
    path: '.within',
  },
  {
    name: 'an unknown context',
    enter: { context: 'devise', eq: 'mobile' },
    code: 'wrong-value',
    path: '.context',
    nearest: 'device',
  },
  {
    name: 'a date that is none',
    enter: { 'nth-event': 'a', n: 1, gte: '2026-02-30' },
    code: 'wrong-value',
    path: '.gte',
  },
  {
    name: 'a time without zone',
    enter: { count: 'a', within: { since: '2026-02-03T10:00' }, gte: 1 },
    code: 'wrong-value',
    path: '.within.since',
  },
  {
    name: 'a reversed range',
    enter: { count: 'a', between: [3, 2] },
    code: 'wrong-value',
    path: '.between',
  },
  {
    name: 'text ordered without saying how',
    enter: { count: 'a', where: { d: { gt: 'x' } }, gte: 1 },
    code: 'wrong-value',
    path: '.where.d.gt',
  },
  {
    name: 'more than there are',
    enter: { atLeast: 2, of: [{ in: 'other' }] },
    code: 'wrong-value',
    path: '.atLeast',
  },
  {
    name: 'not before the end of a sequence',
    enter: {
      sequence: [{ event: 'a' }, { not: { event: 'b', within: '1h' } }, { event: 'c' }],
      gte: 1,
    },
    code: 'wrong-value',
    path: '.sequence[1].not',
  },
  {
    name: 'not without a limit',
    enter: { sequence: [{ event: 'a' }, { not: { event: 'b' } }], gte: 1 },
    code: 'missing-key',
    path: '.sequence[1].not.within',
  },
  {
    name: 'decay steps out of order',
    enter: {
      score: {
        clauses: [{ event: 'a', points: 1 }],
        step: [
          { after: '7d', keep: 0.5 },
          { after: '7d', keep: 0.2 },
        ],
      },
      gt: 1,
    },
    code: 'wrong-value',
    path: '.score.step',
  },
  { name: 'an empty object', enter: {}, code: 'no-measure', path: '' },
  {
    name: 'a measure that is not compared',
    enter: { count: 'a', within: '7d' },
    code: 'no-comparison',
    path: '',
  },
  {
    name: 'a field that is not compared',
    enter: { count: 'a', where: { p: {} }, gte: 1 },
    code: 'no-comparison',
    path: '.where.p',
  },
  {
    name: 'a window of nothing',
    enter: { count: 'a', within: '0d', gte: 1 },
    code: 'impossible-window',
    path: '.within',
  },
  {
    name: 'a negative window',
    enter: { count: 'a', within: '-7d', gte: 1 },
    code: 'impossible-window',
    path: '.within',
  },
  {
    name: 'a reversed band',
    enter: { count: 'a', within: { from: '30d', to: '90d' }, gte: 1 },
    code: 'impossible-window',
    path: '.within',
  },
  {
    name: 'an empty band',
    enter: { count: 'a', within: { from: '30d', to: '30d' }, gte: 1 },
    code: 'impossible-window',
    path: '.within',
  },
  {
    name: 'reversed dates',
    enter: { count: 'a', within: { between: ['2026-04-01', '2026-03-01'] }, gte: 1 },
    code: 'impossible-window',
    path: '.within.between',
  },
  {
    name: 'a window of centuries',
    enter: { count: 'a', within: '99999d', gte: 1 },
    code: 'impossible-window',
    path: '.within',
  },
  {
    name: 'a trend by calendar',
    enter: { trend: { count: 'a', within: 'this-week' }, gt: 0 },
    code: 'impossible-window',
    path: '.trend.within',
  },
  {
    name: 'a trend of all time',
    enter: { trend: { count: 'a' }, gt: 0 },
    code: 'impossible-window',
    path: '.trend',
  },
  {
    name: 'a trend of a trait',
    enter: { trend: { trait: 'a' }, gt: 0 },
    code: 'impossible-window',
    path: '.trend',
  },
  {
    name: 'half a day as a period',
    enter: { regular: 'a', every: '12h', of: 4, gte: 1 },
    code: 'impossible-window',
    path: '.every',
  },
  {
    name: 'regular over years',
    enter: { regular: 'a', every: '30d', of: 20, gte: 1 },
    code: 'impossible-window',
    path: '.of',
  },
  {
    name: 'an unknown segment',
    enter: { in: 'othr' },
    code: 'unknown-reference',
    path: '.in',
    nearest: 'other',
  },
  {
    name: 'an unknown segment in in-for',
    enter: { 'in-for': 'nobody', gte: '1h' },
    code: 'unknown-reference',
    path: '.in-for',
  },
  {
    name: 'an unknown signal',
    enter: { signal: 'raeds', gte: 1 },
    code: 'unknown-reference',
    path: '.signal',
    nearest: 'reads',
  },
  {
    name: 'an unknown signal in percentile',
    enter: { percentile: 'x', gte: 0.5 },
    code: 'unknown-reference',
    path: '.percentile',
  },
  {
    name: 'an unknown model',
    enter: { model: 'x', gte: 0.5 },
    code: 'unknown-reference',
    path: '.model',
  },
  {
    name: 'an unknown model in a filter',
    enter: { count: 'a', where: { v: { model: { name: 'x', gt: 1 } } }, gte: 1 },
    code: 'unknown-reference',
    path: '.where.v.model.name',
  },
  {
    name: 'a label that strongest cannot give',
    enter: { strongest: { a: { count: 'a' }, b: { count: 'b' } }, eq: 'c' },
    code: 'unknown-reference',
    path: '.eq',
  },
];

test.each(rows)('refuses $name', ({ enter, code, path, nearest = null }) => {
  const error = refusal(fileAround(enter));
  const main = error.faults.find((fault) => fault.code === code);
  expect(error.faults.length, error.message).toBe(1);
  expect({ path: main?.path, nearest: main?.nearest }).toEqual({ path: HERE + path, nearest });
  expect(main?.found).not.toBe('');
  expect(main?.expected).not.toBe('');
  expect(error.message).toContain(`(${code})`);
});

describe('of the file as a whole', () => {
  const files: readonly { name: string; file: unknown; code: RuleErrorCode; path: string }[] = [
    { name: 'a list', file: [], code: 'wrong-type', path: '' },
    { name: 'nothing', file: null, code: 'wrong-type', path: '' },
    { name: 'text that is not JSON', file: '{', code: 'not-json', path: '' },
    {
      name: 'a key twice',
      file: '{"format":1,"site":"a","site":"b"}',
      code: 'duplicate-key',
      path: 'site',
    },
    {
      name: 'a key twice, once escaped',
      file: '{"format":1,"site":"a","\\u0073ite":"b"}',
      code: 'duplicate-key',
      path: 'site',
    },
    {
      name: 'a key twice, deep down',
      file: '{"format":1,"segments":{"a":{"enter":{"all":[{"in":"b"},{"gte":1,"gte":2}]}}}}',
      code: 'duplicate-key',
      path: 'segments.a.enter.all[1].gte',
    },
    { name: 'no format', file: { site: 'a' }, code: 'missing-key', path: 'format' },
    { name: 'no site', file: { format: 1 }, code: 'missing-key', path: 'site' },
    {
      name: 'a newer format',
      file: { format: 2, site: 'a' },
      code: 'unknown-format',
      path: 'format',
    },
    {
      name: 'an older format',
      file: { format: 0, site: 'a' },
      code: 'unknown-format',
      path: 'format',
    },
    {
      name: 'a zone that nobody lives in',
      file: { format: 1, site: 'a', timezone: 'Mars/Olympus' },
      code: 'wrong-value',
      path: 'timezone',
    },
    {
      name: 'a small currency',
      file: { format: 1, site: 'a', currency: 'eur' },
      code: 'wrong-value',
      path: 'currency',
    },
    {
      name: 'an unknown part',
      file: { format: 1, site: 'a', segmets: {} },
      code: 'unknown-key',
      path: 'segmets',
    },
    {
      name: 'a name with a space',
      file: { format: 1, site: 'a', segments: { 'a b': { enter: { trait: 'x', eq: 1 } } } },
      code: 'wrong-value',
      path: 'segments["a b"]',
    },
    {
      name: 'a session of no length',
      file: { format: 1, site: 'a', session: { timeout: '0s' } },
      code: 'impossible-window',
      path: 'session.timeout',
    },
    {
      name: 'revenue without a currency',
      file: { format: 1, site: 'a', signals: { s: { revenue: true } } },
      code: 'missing-key',
      path: 'signals.s.revenue',
    },
    {
      name: 'an unknown member',
      file: fileAround({ in: 'other' }, { groups: { g: ['nobody'] } }),
      code: 'unknown-reference',
      path: 'groups.g[0]',
    },
    {
      name: 'a segment in two groups',
      file: fileAround({ trait: 'x', eq: 1 }, { groups: { g: ['reader'], h: ['reader'] } }),
      code: 'duplicate',
      path: 'groups.h',
    },
    {
      name: 'a cell named as a segment',
      file: fileAround(
        { trait: 'x', eq: 1 },
        { groups: { g: { segments: ['reader'], otherwise: 'other' } } },
      ),
      code: 'duplicate',
      path: 'groups.g.otherwise',
    },
    {
      name: 'weights that do not match',
      file: fileAround(
        { in: 'other' },
        {
          models: {
            propensity: { kind: 'logistic', inputs: [1, 2], weights: [1] },
            sport: { kind: 'cosine', vector: 'v', weights: [1] },
          },
        },
      ),
      code: 'wrong-value',
      path: 'models.propensity.weights',
    },
  ];
  test.each(files)('refuses $name', ({ file, code, path }) => {
    const error = refusal(file);
    expect({ code: error.code, path: error.path }).toEqual({ code, path });
  });
});

describe('of definitions that need themselves', () => {
  const enterIn = (segment: string) => ({ enter: { in: segment } });
  const cycles: readonly { name: string; more: object; found: string }[] = [
    { name: 'a segment in itself', more: { segments: { a: enterIn('a') } }, found: 'a → a' },
    {
      name: 'two segments',
      more: { segments: { a: enterIn('b'), b: enterIn('a') } },
      found: 'a → b → a',
    },
    {
      name: 'through exit',
      more: {
        segments: { a: { enter: { trait: 'x', eq: 1 }, exit: { 'in-for': 'a', gte: '1h' } } },
      },
      found: 'a → a',
    },
    {
      name: 'through a signal',
      more: {
        signals: { reads: { entered: 'a' } },
        segments: { a: { enter: { signal: 'reads', gte: 1 } } },
      },
      found: 'reads → a → reads',
    },
    {
      name: 'through a percentile',
      more: { signals: { reads: { ratio: [{ percentile: 'reads' }, 2] } }, segments: {} },
      found: 'reads → reads',
    },
    {
      name: 'through a model',
      more: {
        models: {
          propensity: { kind: 'logistic', inputs: [{ model: 'propensity' }], weights: [1] },
        },
        segments: {},
      },
      found: 'propensity → propensity',
    },
    {
      name: 'through a group',
      more: {
        segments: { a: enterIn('b'), b: { enter: { trait: 'x', eq: 1 } } },
        groups: { g: ['a', 'b'] },
      },
      found: 'a → b → a',
    },
    {
      name: 'through the cell of a group',
      more: {
        segments: { a: enterIn('rest'), b: { enter: { trait: 'x', eq: 1 } } },
        groups: { g: { segments: ['a', 'b'], otherwise: 'rest' } },
      },
      found: 'a → rest → b → a',
    },
  ];
  test.each(cycles)('refuses $name', ({ more, found }) => {
    const error = refusal(fileAround({ in: 'other' }, more));
    expect({ code: error.code, found: error.faults[0]?.found }).toEqual({ code: 'cycle', found });
  });

  test('a later segment of a group may look at an earlier one', () => {
    const segments = { a: { enter: { trait: 'x', eq: 1 } }, b: enterIn('a') };
    const file = fileAround(null, { segments, groups: { g: ['a', 'b'] } });
    expect(parseRules(file).groups).toEqual([{ id: 'g', segments: ['a', 'b'], otherwise: null }]);
  });
});
