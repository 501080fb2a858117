import { jsonSchema, parseRules, RuleError, type RuleErrorCode } from '@inkling/rules';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { activationWith, SOUND_ACTIVATION } from './sound-activation.ts';

const validate = new Ajv({ strict: false, formats: { date: true } }).compile(jsonSchema());

test('parser and schema both take every key', () => {
  expect(() => parseRules(SOUND_ACTIVATION)).not.toThrow();
  expect(validate(SOUND_ACTIVATION), JSON.stringify(validate.errors?.slice(0, 3))).toBe(true);
});

interface Row {
  readonly name: string;
  readonly at: string;
  readonly value: unknown;
  readonly code: RuleErrorCode;
  /** Where the fault is; `at` unless given. */
  readonly path?: string;
  readonly nearest?: string;
  /** What only the parser can see. */
  readonly unseen?: true;
}

const TRIAL = 'experiences/trial';
const rows: readonly Row[] = [
  { name: 'a negative holdout', at: 'holdout', value: -0.01, code: 'wrong-value' },
  { name: 'a holdout in percent', at: 'holdout', value: 5, code: 'wrong-value' },
  { name: 'a holdout as text', at: 'holdout', value: '5 %', code: 'wrong-type' },
  {
    name: 'an experience for nobody',
    at: `${TRIAL}/segment`,
    value: 'regulr',
    code: 'unknown-reference',
    nearest: 'regular',
    unseen: true,
  },
  { name: 'no segment', at: `${TRIAL}/segment`, value: undefined, code: 'missing-key' },
  { name: 'no slot', at: `${TRIAL}/slot`, value: undefined, code: 'missing-key' },
  { name: 'no variants', at: `${TRIAL}/variants`, value: undefined, code: 'missing-key' },
  { name: 'no variant', at: `${TRIAL}/variants`, value: {}, code: 'wrong-value' },
  {
    name: 'a misspelt key',
    at: `${TRIAL}/coolDwon`,
    value: '1d',
    code: 'unknown-key',
    nearest: 'coolDown',
  },
  {
    name: 'a variant called holdout',
    at: `${TRIAL}/variants`,
    value: { holdout: {} },
    code: 'wrong-value',
    path: 'experiences.trial.variants.holdout',
  },
  {
    name: 'a name too long for reports',
    at: `${TRIAL}/variants`,
    value: { ['a'.repeat(33)]: {} },
    code: 'wrong-value',
    path: `experiences.trial.variants.${'a'.repeat(33)}`,
  },
  {
    name: 'weights that sum up to less than 1',
    at: `${TRIAL}/variants/long/weight`,
    value: 0.7,
    code: 'wrong-value',
    path: 'experiences.trial.variants',
    unseen: true,
  },
  {
    name: 'a weight for one of two',
    at: `${TRIAL}/variants/long/weight`,
    value: undefined,
    code: 'missing-key',
    path: 'experiences.trial.variants',
    unseen: true,
  },
  {
    name: 'text and HTML',
    at: `${TRIAL}/variants/long/text`,
    value: 'a',
    code: 'conflicting-keys',
    path: 'experiences.trial.variants.long',
    unseen: true,
  },
  ...[
    'javascript:alert(1)',
    '\tjavascript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    'subscribe',
  ].map(
    (value): Row => ({
      name: `the address ${JSON.stringify(value)}`,
      at: `${TRIAL}/variants/short/href`,
      value,
      code: 'wrong-value',
      unseen: true,
    }),
  ),
  ...['onclick', 'style', 'srcdoc', 'src', 'href', 'data-ink-html', 'formaction', 'Title'].map(
    (name): Row => ({
      name: `the attribute ${name}`,
      at: `${TRIAL}/variants/long/attributes`,
      value: { [name]: 'x' },
      code: 'wrong-value',
      path: `experiences.trial.variants.long.attributes.${name}`,
    }),
  ),
  { name: 'a coverage above 1', at: `${TRIAL}/coverage`, value: 1.1, code: 'wrong-value' },
  {
    name: 'an empty part of a namespace',
    at: `${TRIAL}/namespace/range`,
    value: [0.5, 0.5],
    code: 'wrong-value',
    unseen: true,
  },
  {
    name: 'half a range',
    at: `${TRIAL}/namespace/range`,
    value: [0.5],
    code: 'wrong-value',
  },
  {
    name: 'a schedule with no end',
    at: `${TRIAL}/schedule`,
    value: {},
    code: 'missing-key',
    unseen: true,
  },
  {
    name: 'a schedule that ends where it begins',
    at: `${TRIAL}/schedule`,
    value: { from: '2026-12-01', to: '2026-12-01' },
    code: 'impossible-window',
    unseen: true,
  },
  { name: 'a cap of none', at: `${TRIAL}/caps/day`, value: 0, code: 'wrong-value' },
  { name: 'half a showing', at: `${TRIAL}/caps/day`, value: 1.5, code: 'wrong-value' },
  { name: 'a cap by week', at: `${TRIAL}/caps/week`, value: 1, code: 'unknown-key' },
  {
    name: 'a cool-down of no time',
    at: `${TRIAL}/coolDown`,
    value: '0d',
    code: 'wrong-value',
    unseen: true,
  },
  { name: 'a priority in words', at: `${TRIAL}/priority`, value: 'high', code: 'wrong-type' },
  {
    name: 'an unknown experiment',
    at: 'experiences/annual/experiment',
    value: 'prise',
    code: 'unknown-reference',
    nearest: 'price',
    unseen: true,
  },
  {
    name: 'a variant that is no arm',
    at: 'experiences/annual/variants/hihg',
    value: {},
    code: 'unknown-reference',
    nearest: 'high',
    unseen: true,
  },
  ...[
    ['coverage', 0.5],
    ['namespace', { name: 'offers', range: [0, 1] }],
    ['variants', { low: { weight: 1 } }],
  ].map(
    ([key, value]): Row => ({
      name: `${key} beside a shared experiment`,
      at: `experiences/annual/${key}`,
      value,
      code: 'conflicting-keys',
      path: 'experiences.annual',
      unseen: true,
    }),
  ),
  {
    name: 'an experience with the name of an experiment',
    at: 'experiences/price',
    value: { segment: 'fan', slot: 'a', variants: { a: {} } },
    code: 'duplicate',
    unseen: true,
  },
  {
    name: 'weights of arms that sum up to more than 1',
    at: 'experiments/price/arms/low',
    value: 0.3,
    code: 'wrong-value',
    path: 'experiments.price.arms',
    unseen: true,
  },
  { name: 'no arms', at: 'experiments/price/arms', value: {}, code: 'wrong-value' },
  { name: 'fewer than no free article', at: 'meters/plain/free', value: -1, code: 'wrong-value' },
  ...['last-month', 'ever', 'session', { from: '30d', to: '7d' }, { since: '2026-03-01' }].map(
    (within): Row => ({
      name: `a meter over ${JSON.stringify(within)}`,
      at: 'meters/plain/within',
      value: within,
      code: 'wrong-value',
      unseen: true,
    }),
  ),
  {
    name: 'a meter that exempts nobody known',
    at: 'meters/articles/exempt/segments',
    value: ['fan', 'subscribers'],
    code: 'unknown-reference',
    path: 'meters.articles.exempt.segments[1]',
    nearest: 'subscriber',
    unseen: true,
  },
  {
    name: 'a bonus of nothing',
    at: 'meters/articles/registered/bonus',
    value: 0,
    code: 'wrong-value',
  },
  {
    name: 'a ladder without steps',
    at: 'offers/subscription/ladder',
    value: [],
    code: 'wrong-value',
  },
  {
    name: 'a step for everybody',
    at: 'offers/subscription/ladder/0',
    value: { offer: 'annual' },
    code: 'missing-key',
    path: 'offers.subscription.ladder[0]',
    unseen: true,
  },
  {
    name: 'a least value of no signal',
    at: 'offers/subscription/signal',
    value: undefined,
    code: 'missing-key',
    path: 'offers.subscription.ladder[1].gte',
    unseen: true,
  },
  {
    name: 'a ladder by a signal that is a set',
    at: 'signals/propensity',
    value: { list: 'page_view', field: 'section' },
    code: 'wrong-type',
    path: 'offers.subscription.signal',
    unseen: true,
  },
  {
    name: 'an unknown name for the edge',
    at: 'edge',
    value: { '/': ['regulr'] },
    code: 'unknown-reference',
    path: 'edge["/"][0]',
    nearest: 'regular',
    unseen: true,
  },
  {
    name: 'pages by half a path',
    at: 'edge',
    value: { '/politics': ['fan'] },
    code: 'wrong-value',
    path: 'edge["/politics"]',
  },
  {
    name: 'a path that would be another part of a cookie',
    at: 'edge',
    value: { '/a;b/': ['fan'] },
    code: 'wrong-value',
    path: 'edge["/a;b/"]',
  },
  {
    name: 'five names for a page, counting those of the paths around it',
    at: 'edge',
    value: { '/': ['regular', 'fan', 'subscriber'], '/a/': ['trial', 'annual'] },
    code: 'wrong-value',
    path: 'edge["/a/"]',
    unseen: true,
  },
];

test.each(rows)('refuses $name', ({ at, value, code, path, nearest, unseen }) => {
  const file = activationWith({ [at]: value });
  let error: unknown;
  try {
    parseRules(file);
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toBeInstanceOf(RuleError);
  const { faults } = error as RuleError;
  const fault = { code, path: path ?? at.replaceAll('/', '.') };
  expect(faults).toContainEqual(expect.objectContaining(fault));
  if (nearest !== undefined) expect(faults[0]?.nearest).toBe(nearest);
  expect(validate(file)).toBe(unseen === true);
});

test.each([
  'https://example.com/a',
  'HTTP://example.com',
  'mailto:a@example.com',
  'tel:+4930',
  '/subscribe',
  '?plan=trial',
  '#offer',
  './a',
  '../a',
])('takes the address %s', (href) => {
  expect(() =>
    parseRules(activationWith({ [`${TRIAL}/variants/short/href`]: href })),
  ).not.toThrow();
});
