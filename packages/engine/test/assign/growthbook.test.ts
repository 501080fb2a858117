import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import {
  chooseVariation,
  getBucketRange,
  getEqualWeights,
  hash,
  inNamespace,
  type Namespace,
  type Range,
} from '../../src/assign/index.ts';

const ROOT = resolve(import.meta.dirname, '../../../..');
const DATA = resolve(process.env.INKLING_DATA ?? join(ROOT, '../shared/data'));
const FILE = join(DATA, 's10-growthbook-cases/cases.json.gz');

interface Cases {
  readonly hash: readonly [seed: string, value: string, version: number, place: number | null][];
  readonly chooseVariation: readonly [
    name: string,
    place: number,
    ranges: readonly Range[],
    arm: number,
  ][];
  readonly inNamespace: readonly [name: string, id: string, namespace: Namespace, isIn: boolean][];
  readonly getBucketRange: readonly [
    name: string,
    input: readonly [count: number, coverage: number, weights: readonly number[] | null],
    ranges: readonly Range[],
  ][];
  readonly getEqualWeights: readonly [count: number, weights: readonly number[]][];
}

const present = existsSync(FILE);
const suite = present || process.env.CI === 'true' ? describe : describe.skip;
const title = present ? '' : ' (skipped: the data set is not there)';

suite(`GrowthBook's cases of bucketing${title}`, () => {
  const none = { hash: [], chooseVariation: [], inNamespace: [], getBucketRange: [] };
  const cases: Cases = present
    ? JSON.parse(gunzipSync(readFileSync(FILE)).toString('utf8'))
    : { ...none, getEqualWeights: [] };

  test('all of them are there', () => {
    const { hash: hashes, ...rest } = cases;
    expect([
      hashes.length,
      rest.chooseVariation.length,
      rest.inNamespace.length,
      rest.getBucketRange.length,
      rest.getEqualWeights.length,
    ]).toEqual([15, 13, 16, 13, 6]);
  });

  test.each(cases.hash)('hash of %j and %j, version %j', (seed, value, version, place) => {
    expect(hash(seed, value, version)).toBe(place);
  });

  test.each(cases.chooseVariation)('chooseVariation: %s', (_, place, ranges, arm) => {
    expect(chooseVariation(place, ranges)).toBe(arm);
  });

  test.each(cases.inNamespace)('inNamespace: %s', (_, id, namespace, isIn) => {
    expect(inNamespace(id, namespace)).toBe(isIn);
  });

  // Their file gives sums and shares of floating-point numbers in few digits.
  test.each(cases.getBucketRange)('getBucketRange: %s', (_, [count, coverage, weights], ranges) => {
    const found = getBucketRange(count, coverage, weights);
    expect(found.map((range) => range.map((end) => Number(end.toFixed(6))))).toEqual(ranges);
  });

  test.each(cases.getEqualWeights)('getEqualWeights of %j', (count, weights) => {
    expect(getEqualWeights(count).map((one) => Number(one.toFixed(8)))).toEqual(weights);
  });
});
