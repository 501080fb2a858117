import { expect, test } from 'vitest';
import { type Baseline, BUDGETS, sizeFaults } from '../lib/size-budgets.ts';

const accept = (boot: number, script: number, idle: number): Baseline => ({
  boot: { bytes: boot, reason: 'r' },
  script: { bytes: script, reason: 'r' },
  idle: { bytes: idle, reason: 'r' },
});

test.each([
  {
    name: 'every figure at its budget',
    sizes: BUDGETS,
    accepted: accept(1_000, 10_000, 4_000),
    faults: [],
  },
  {
    name: 'one byte over a budget',
    sizes: { ...BUDGETS, boot: 1_001 },
    accepted: accept(1_000, 10_000, 4_000),
    faults: [/^boot has 1001 bytes; its budget is 1000\.$/],
  },
  {
    name: 'a debt that was stated',
    sizes: { ...BUDGETS, boot: 1_200 },
    accepted: accept(1_200, 10_000, 4_000),
    faults: [],
  },
  {
    name: 'a debt that grew by one byte',
    sizes: { ...BUDGETS, boot: 1_201 },
    accepted: accept(1_200, 10_000, 4_000),
    faults: [/^boot has 1201 bytes; its budget is 1000\.$/],
  },
  {
    name: 'growth of exactly 1 %',
    sizes: { boot: 505, script: 5_050, idle: 2_020 },
    accepted: accept(500, 5_000, 2_000),
    faults: [],
  },
  {
    name: 'one byte more than 1 %',
    sizes: { boot: 505, script: 5_051, idle: 2_020 },
    accepted: accept(500, 5_000, 2_000),
    faults: [/^script grew by 1\.0 %, from 5000 to 5051 bytes\./],
  },
  {
    name: 'a smaller build',
    sizes: { boot: 1, script: 1, idle: 1 },
    accepted: accept(500, 5_000, 2_000),
    faults: [],
  },
])('finds what is wrong with $name', ({ sizes, accepted, faults }) => {
  const found = sizeFaults(sizes, accepted);
  expect(found).toHaveLength(faults.length);
  for (const [i, fault] of faults.entries()) expect(found[i]).toMatch(fault);
});
