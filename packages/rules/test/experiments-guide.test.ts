import { readFileSync } from 'node:fs';
import { decide } from '@inkling/engine/decide';
import {
  compileRules,
  describeExperience,
  describeMeter,
  lintRules,
  parseRules,
  wordOptions,
} from '@inkling/rules';
import { expect, test } from 'vitest';

const guide = readFileSync(new URL('../../../docs/experiments.md', import.meta.url), 'utf8');
const files = [...guide.matchAll(/```json\n((?:(?!```)[\s\S])*?)```/g)].map(
  ([, json = '']): object => JSON.parse(json),
);
const said = [...guide.matchAll(/^> (.*)$/gm)].map(([, words]) => words);
const rules = parseRules(files[0]);

test.each(files.map((file, i) => ({ n: i + 1, file })))('file $n is sound', ({ file }) => {
  expect(() => parseRules({ format: 1, site: 'a', ...file })).not.toThrow();
});

test('lint has nothing to say of the worked example', () => {
  const findings = lintRules(rules, { today: '2026-12-01' });
  expect(findings.filter(({ level }) => level === 'warning')).toEqual([]);
});

test('the sentences are those of the tools', () => {
  const options = wordOptions(rules);
  expect(said).toEqual([
    ...rules.experiences.map((one) => describeExperience(one, options)),
    ...rules.meters.map((one) => describeMeter(one, options)),
  ]);
});

test('the table of the worked example is what is decided', () => {
  const program = compileRules(rules);
  const now = Date.parse('2026-12-02T12:00:00Z');
  const found = { site: 0, holdout: 0, 'price-first': 0, 'reason-first': 0 };
  for (let i = 0; i < 100_000; i++) {
    const members = ['regular-reader'];
    const visit = { program, members, seed: `visitor ${i}`, now, showings: new Map() };
    const { isHeldOut, assigned } = decide(visit);
    if (isHeldOut) found.site += 1;
    for (const { variant } of assigned) found[variant as keyof typeof found] += 1;
  }
  const row = (name: string) => {
    const line = guide.split('\n').find((one) => one.startsWith(`| ${name} |`)) ?? '';
    return Number(line.split('|')[2]!.replace(',', ''));
  };
  const near = (count: number, expected: number) => {
    expect(Math.abs(count - expected) / Math.sqrt(expected)).toBeLessThan(4);
  };
  near(found.site, row('held out of the whole site'));
  near(found.holdout, row('of those, held out of regular readers'));
  near(found['price-first'], row('`price-first`'));
  near(found['reason-first'], row('`reason-first`'));
  near(found.holdout + found['price-first'] + found['reason-first'], row('of the others, covered'));
});
