import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Assignment,
  assign,
  type ExperimentCode,
  getBucketRange,
  isHeldOut,
} from '../../src/assign/index.ts';
import { drawSeeds } from './seeds.ts';

const EVEN: ExperimentCode = ['offer', ['control', 'trial'], getBucketRange(2, 1)];
const seeds = [...drawSeeds(2_000)];

/** An experiment of three arms with weights and a coverage. */
function weighted(coverage: number, key = 'offer'): ExperimentCode {
  return [key, ['a', 'b', 'c'], getBucketRange(3, coverage, [0.2, 0.3, 0.5])];
}

test('the same visitor and key give the same arm', () => {
  for (const seed of seeds) {
    expect(assign({ seed, experiment: EVEN })).toEqual(assign({ seed, experiment: EVEN }));
  }
});

test('an experiment with no arm takes nobody', () => {
  expect(assign({ seed: 'x', experiment: ['none', [], []] })).toEqual({ arm: -1 });
});

describe('holdouts', () => {
  test.each<{ name: string; holdouts: readonly (readonly [string, number])[]; found: Assignment }>([
    { name: 'none', holdouts: [], found: { arm: expect.any(Number) } },
    { name: 'nobody', holdouts: [['*', 0]], found: { arm: expect.any(Number) } },
    { name: 'everybody', holdouts: [['*', 1]], found: { arm: -1, holdout: '*' } },
    {
      name: 'everybody, by the second',
      holdouts: [
        ['*', 0],
        ['*reader', 1],
      ],
      found: { arm: -1, holdout: '*reader' },
    },
    {
      name: 'everybody, by both: the first counts',
      holdouts: [
        ['*', 1],
        ['*reader', 1],
      ],
      found: { arm: -1, holdout: '*' },
    },
  ])('that take $name', ({ holdouts, found }) => {
    for (const seed of seeds.slice(0, 50)) {
      expect(assign({ seed, experiment: EVEN, holdouts })).toEqual(found);
    }
  });

  test('nobody is held out of an experiment that does not take them', () => {
    const experiment: ExperimentCode = ['offer', ['a'], getBucketRange(1, 0)];
    expect(assign({ seed: 'x', experiment, holdouts: [['*', 1]] })).toEqual({ arm: -1 });
  });

  test('a larger share keeps all it had, and moves nobody between arms', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.constantFrom(...seeds), share, share, (seed, one, other) => {
        const [small, large] = [Math.min(one, other), Math.max(one, other)];
        if (isHeldOut(seed, ['*', small])) expect(isHeldOut(seed, ['*', large])).toBe(true);
        const before = assign({ seed, experiment: EVEN, holdouts: [['*', small]] });
        const after = assign({ seed, experiment: EVEN, holdouts: [['*', large]] });
        if (after.arm >= 0) expect(after).toEqual(before);
      }),
    );
  });
});

describe('forced arms', () => {
  const out: ExperimentCode = [...EVEN.slice(0, 2), getBucketRange(2, 0)] as never;
  test.each([
    { name: 'beats holdout and coverage', experiment: out, forced: 'trial', arm: 1 },
    { name: 'that is the first arm', experiment: out, forced: 'control', arm: 0 },
    { name: 'that does not exist', experiment: out, forced: 'other', arm: -1 },
    { name: 'of no name', experiment: out, forced: '', arm: -1 },
    { name: 'that is left out', experiment: out, forced: undefined, arm: -1 },
  ])('one $name', ({ experiment, forced, arm }) => {
    expect(assign({ seed: 'x', experiment, forced, holdouts: [['*', 1]] }).arm).toBe(arm);
  });
});

describe('ramp-up', () => {
  test('more coverage lets visitors in and moves none', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.constantFrom(...seeds), share, share, (seed, one, other) => {
        const [low, high] = [Math.min(one, other), Math.max(one, other)];
        const { arm } = assign({ seed, experiment: weighted(low) });
        if (arm >= 0) expect(assign({ seed, experiment: weighted(high) }).arm).toBe(arm);
      }),
    );
  });

  test('from nobody to everybody', () => {
    const taken = (coverage: number) =>
      seeds.filter((seed) => assign({ seed, experiment: weighted(coverage) }).arm >= 0).length;
    expect(taken(0)).toBe(0);
    expect(taken(1)).toBe(seeds.length);
  });
});

test('experiments in separate parts of a namespace share no visitor, and miss none', () => {
  const part = (key: string, from: number, to: number): ExperimentCode => [
    key,
    ['a'],
    [[0, 1]],
    ['offers', from, to],
  ];
  const parts = [part('x', 0, 0.3), part('y', 0.3, 0.6), part('z', 0.6, 1)];
  for (const seed of seeds) {
    const taken = parts.filter((experiment) => assign({ seed, experiment }).arm === 0);
    expect(taken).toHaveLength(1);
  }
});
