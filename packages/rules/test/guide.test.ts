import { readFileSync } from 'node:fs';
import {
  describe as inWords,
  LIMITS,
  lintRules,
  loadTemplate,
  parseRules,
  templateNames,
  wordOptions,
} from '@inkling/rules';
import { describe, expect, test } from 'vitest';
import { MEASURES } from '../src/parse/measures.ts';
import { readWorked, runWorked } from './worked-example.ts';

const guide = readFileSync(new URL('../../../docs/rules.md', import.meta.url), 'utf8');

interface Example {
  readonly json: Readonly<Record<string, unknown>>;
  /** The sentence that stands under it. */
  readonly words: string | null;
  /** A visitor, and what comes of it. */
  readonly worked: string | null;
}

const EXAMPLE = /```json\n((?:(?!```)[\s\S])*?)```\n(?:> (.*)\n)?(?:>\n> Worked: (.*)\n)?/g;
const examples = [...guide.matchAll(EXAMPLE)].map(
  ([, json = '', words, worked]): Example => ({
    json: JSON.parse(json),
    words: words ?? null,
    worked: worked ?? null,
  }),
);
const PARTS = ['segments', 'session', 'format'];
const files = examples.filter(({ json }) => PARTS.some((part) => part in json));
const conditions = examples.filter((example) => !files.includes(example));

/** Everything that the guide's conditions refer to. */
function around(enter: unknown): Record<string, unknown> {
  const reader = { count: 'page_view', where: { section: 'politics' }, within: '30d', gte: 3 };
  const shown = { count: 'experience_shown', gte: 1 };
  return {
    format: 1,
    site: 'daily-ink',
    timezone: 'Europe/Berlin',
    currency: 'EUR',
    signals: { reads: { count: 'page_view', within: '30d' } },
    models: {
      propensity: { kind: 'logistic', inputs: [{ signal: 'reads' }], weights: [0.2], bias: -2 },
      sport: { kind: 'cosine', vector: 'page_vector', weights: [0.4, 0.8, 0.3] },
    },
    segments: {
      example: { enter },
      'politics-reader': { enter: reader },
      'offer-shown': { enter: shown },
    },
  };
}

describe('every rule of the guide', () => {
  test.each(conditions.map(({ json, words }) => ({ name: JSON.stringify(json), json, words })))(
    '$name',
    ({ json, words }) => {
      const rules = parseRules(around(json));
      const [example] = rules.segments;
      const { measureOf, timezone } = wordOptions(rules);
      expect(inWords(example!.enter, { measureOf, timezone })).toBe(words);
      const findings = lintRules(rules, { today: '2026-03-01' });
      const odd = findings.filter(({ code, path }) => {
        return (code === 'never-true' || code === 'always-true') && path.includes('example');
      });
      expect(odd).toEqual([]);
    },
  );

  test.each(conditions.map(({ json, worked }) => ({ name: JSON.stringify(json), json, worked })))(
    'comes out as worked: $name',
    ({ json, worked }) => {
      const { history, expected } = readWorked(worked ?? '');
      expect(runWorked(parseRules(around(json)), 'example', history)).toEqual(expected);
    },
  );

  test('shows each measure and each way to combine', () => {
    const shown = new Set(conditions.flatMap(({ json }) => keysIn(json)));
    const wanted = [...Object.keys(MEASURES), 'all', 'any', 'not', 'atLeast', 'in'];
    expect(wanted.filter((key) => !shown.has(key))).toEqual([]);
  });
});

function keysIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  const keys = Array.isArray(value) ? [] : Object.keys(value);
  return [...keys, ...Object.values(value).flatMap(keysIn)];
}

test.each(files.map(({ json }) => ({ name: Object.keys(json).join(', '), json })))(
  'the file with $name is sound',
  ({ json }) => {
    expect(() => parseRules({ format: 1, site: 'a', currency: 'EUR', ...json })).not.toThrow();
  },
);

test('the table of templates names every template and every segment', () => {
  for (const name of templateNames) {
    const row = guide.split('\n').find((line) => line.startsWith(`| \`${name}\` |`)) ?? '';
    const named = [...row.matchAll(/`([^`]+)`/g)].map(([, id]) => id);
    const { segments } = parseRules(loadTemplate(name));
    const ids = segments.map(({ id }) => id);
    // The cells of RFM stand in the row above and are not told twice.
    const expected = name === 'rfm-percentiles' ? [] : ids;
    expect(named.slice(1).sort(), name).toEqual([...expected].sort());
  }
});

test('the limits in the guide are those of the parser', () => {
  const { bytes, depth, nodes, segments, cost } = LIMITS;
  const number = (n: number) => n.toLocaleString('en-US');
  expect(guide).toContain(
    `beyond ${bytes / 1024} KiB, ${depth} levels, ${number(nodes)} values, ${number(segments)} segments, or ${number(cost)} measures`,
  );
});
