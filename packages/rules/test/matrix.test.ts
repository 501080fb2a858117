import { readFileSync } from 'node:fs';
import { parseRules } from '@inkling/rules';
import { describe, expect, test } from 'vitest';
import { matrixFiles } from '../cases/generate/matrix.ts';
import { ownBoundaryFile } from '../cases/generate/own-boundaries.ts';
import { readCase } from '../cases/read-case.ts';
import type { Measure } from '../src/ast.ts';
import { measuresOf } from '../src/oracle/parts.ts';
import { readCases } from './read-cases.ts';

const AST = readFileSync(new URL('../src/ast.ts', import.meta.url), 'utf8');
const SIDES = ['before', 'exactly', 'after'] as const;

/** The text of a type of the AST, up to the empty line that ends it. */
function declared(type: string): string {
  const start = AST.indexOf(`export type ${type} =`);
  return AST.slice(start, AST.indexOf('\n\n', start));
}

/** The kinds that a text names: every word after `kind:`, also of a choice of several. */
function kindsIn(text: string): string[] {
  return [...text.matchAll(/readonly kind: ((?:'[a-z-]+'(?: \| )?)+)/g)].flatMap(([, words]) =>
    [...words!.matchAll(/'([a-z-]+)'/g)].map(([, word]) => word!),
  );
}

/** The members of the union `Measure`, each as its text. */
const members = declared('Measure')
  .split(/^ {2}\| /m)
  .slice(1);
const windowed = members.filter((text) => text.includes('window: Window')).flatMap(kindsIn);
const windowless = [
  ...members.filter((text) => !text.includes('window: Window')).flatMap(kindsIn),
  // Stands in the union by its name.
  'score',
];
const windows = kindsIn(declared('Window'));

/** Cells that say nothing, each with its reason. */
const SENSELESS: { readonly [cell: string]: string } = {};

const cells = [
  ...windowed.flatMap((measure) => windows.map((window) => [measure, window] as const)),
  ...windowless.map((measure) => [measure, 'none'] as const),
].filter(([measure, window]) => SENSELESS[`${measure} × ${window}`] === undefined);

const filled = readCases().filter(({ case: one }) => one.cell !== undefined);

test('the language has as many measures and windows as it had when this was written, or more', () => {
  expect(windowed.length).toBeGreaterThanOrEqual(22);
  expect(windowless.length).toBeGreaterThanOrEqual(13);
  expect(windows.length).toBeGreaterThanOrEqual(6);
});

describe('no cell is empty', () => {
  test.each(cells)('%s × %s', (measure, window) => {
    const sides = filled
      .map(({ case: one }) => one.cell!)
      .filter((cell) => cell.measure === measure && cell.window === window)
      .map((cell) => cell.side);
    expect(SIDES.filter((side) => !sides.includes(side))).toEqual([]);
  });
});

test('a case holds what its cell says', () => {
  const wrong = filled.filter(({ case: one }) => {
    const rules = parseRules(readCase(one).file);
    const { measure, window } = one.cell!;
    const isIt = (of: Measure): boolean =>
      of.kind === measure && (window === 'none' || ('window' in of && of.window.kind === window));
    return !measuresOf(rules).some(isIt);
  });
  expect(wrong.map(({ case: one }) => one.name)).toEqual([]);
});

test('the written matrix is the generated one', () => {
  const files = [...matrixFiles(), { name: 'own-boundaries', file: ownBoundaryFile() }];
  for (const { name, file } of files) {
    const text = readFileSync(new URL(`../cases/matrix/${name}.json`, import.meta.url), 'utf8');
    expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(file)));
  }
});

test('the language is held to at least 400 cases', () => {
  expect(readCases().length).toBeGreaterThanOrEqual(400);
});
