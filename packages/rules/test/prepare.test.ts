import { createEngine } from '@inkling/engine';
import { extra } from '@inkling/engine/extra';
import { expect, test } from 'vitest';
import { type PreparedCase, prepareCases } from '../cases/prepare.ts';
import { runCase } from '../cases/run.ts';
import { readCases } from './read-cases.ts';

test('prepared cases run from JSON, with nothing but the engine', { timeout: 60_000 }, () => {
  const files = [{ about: 'all', cases: readCases().map(({ case: one }) => one) }];
  const carried = JSON.parse(JSON.stringify(prepareCases(files))) as PreparedCase[];
  expect(carried.length).toBeGreaterThanOrEqual(400);

  const failures = carried.flatMap(({ program, recordedFrom, population, ...one }) =>
    runCase(one, createEngine(program, { recordedFrom, population, extra })),
  );
  expect(failures).toEqual([]);
});
