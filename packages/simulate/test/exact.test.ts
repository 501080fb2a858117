import { readFileSync } from 'node:fs';
import { loadTemplate, parseRules, templateNames } from '@inkling/rules';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULTS, type SimulationOptions, simulate, wrongCells } from '../src/index.ts';
import { arbitraryRules } from './arbitrary-rules.ts';
import { readWithOracle } from './read-with-oracle.ts';

const read = (path: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8'));

const PEOPLE: SimulationOptions = { ...DEFAULTS, visitors: 60, days: 21, wipe: 0.1 };
/** A third of the reports each up to 72 h late, repeated, and lost. */
const STORM = { late: 0.3, repeat: 0.3, lose: 0.3 } as const;
/** Oracle runs of random rule files; a full scan is slow. */
const RUNS = process.env.INKLING_LONG ? 300 : 15;

const FILES: readonly { readonly name: string; readonly file: unknown }[] = [
  { name: 'the demo', file: read('demo/rules.json') },
  ...templateNames.map((name) => ({ name, file: loadTemplate(name) })),
];

describe.each(FILES)('rules of $name', ({ file }) => {
  const rules = parseRules(file);

  test('the edge counts exactly what was told and delivered', () => {
    const simulation = simulate(rules, { ...PEOPLE, ...STORM });
    expect(wrongCells(simulation)).toEqual([]);
    expect(simulation.counted.size).toBeGreaterThan(100);
    const { traffic } = simulation;
    expect(Math.min(traffic.counted, traffic.duplicates, traffic.lost)).toBeGreaterThan(100);
    expect(traffic.counted + traffic.lost).toBe(traffic.made);
  });
});

test('random rules: the edge counts what a full scan finds', { timeout: 600_000 }, () => {
  const weather = fc.constantFrom(STORM, { late: 1, repeat: 0, lose: 0 }, { repeat: 1 });
  fc.assert(
    fc.property(arbitraryRules, fc.nat(), weather, (rules, seed, storm) => {
      const options = { ...PEOPLE, ...storm, seed, visitors: 12, days: 14 };
      expect(wrongCells(simulate(rules, options, readWithOracle(rules)))).toEqual([]);
    }),
    { numRuns: RUNS },
  );
});

test('where nobody refuses and nothing is lost, what was told is the truth', () => {
  const rules = parseRules(read('demo/rules.json'));
  const calm = { ...PEOPLE, refuse: 0, wipe: 0, late: 0, lose: 0 };
  const { truth, told } = simulate(rules, calm);
  const of = (cells: ReadonlyMap<string, number>, metrics: readonly string[]) =>
    [...cells].filter(([key]) => metrics.includes(key.split('|')[3]!)).sort();
  const metrics = ['visitors', 'new_visitors', 'sessions', 'page_views', 'conversions', 'in'];
  expect(of(told, metrics)).toEqual(of(truth, metrics));
  expect(of(truth, metrics).length).toBeGreaterThan(100);
});

test('of what browsers could say, little is left unsaid', () => {
  const rules = parseRules(read('demo/rules.json'));
  const { told, lost } = simulate(rules, { ...PEOPLE, visitors: 150, wipe: 0, late: 0, lose: 0 });
  const sum = (cells: ReadonlyMap<string, number>, metric: string) =>
    [...cells]
      .filter(([key]) => key.split('|')[3] === metric)
      .reduce((all, [, delta]) => all + delta, 0);
  for (const metric of ['visitors', 'sessions', 'page_views', 'engaged', 'in', 'entered']) {
    expect(sum(told, metric)).toBeGreaterThan(50);
    expect(sum(lost, metric) / sum(told, metric)).toBeLessThan(0.1);
  }
});

test('one report too many or too few shows', () => {
  const rules = parseRules(read('demo/rules.json'));
  const simulation = simulate(rules, PEOPLE);
  const [key, sum] = [...simulation.counted].find(([cell]) => cell.includes('|page_views|'))!;
  for (const off of [-1, 1]) {
    const counted = new Map(simulation.counted).set(key, sum + off);
    expect(wrongCells({ ...simulation, counted })).toEqual([
      { key, told: sum, counted: sum + off },
    ]);
  }
});

test('the same seed gives the same run, another one another', () => {
  const rules = parseRules(read('demo/rules.json'));
  const cells = (seed: number) => [...simulate(rules, { ...PEOPLE, seed }).counted].sort();
  expect(cells(4)).toEqual(cells(4));
  expect(cells(5)).not.toEqual(cells(4));
});
