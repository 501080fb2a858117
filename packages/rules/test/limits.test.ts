import { LIMITS, type Limits, parseRules, RuleError } from '@inkling/rules';
import { describe, expect, test } from 'vitest';
import { fileAround } from './sound-conditions.ts';

function codeOf(input: unknown, limits: Partial<Limits> = {}): string {
  try {
    parseRules(input, { limits });
    return 'read';
  } catch (error) {
    if (error instanceof RuleError) return error.code;
    throw error;
  }
}

/** A condition under so many `not`s. */
function nested(levels: number): unknown {
  let condition: unknown = { trait: 'x', eq: 1 };
  for (let i = 0; i < levels; i++) condition = { not: condition };
  return condition;
}

describe('each side of each limit', () => {
  const around = JSON.stringify(fileAround({ trait: 'é', eq: 1 }));
  const bytes = new TextEncoder().encode(around).length;
  test.each([
    { name: 'bytes, exactly', input: around, limits: { bytes }, code: 'read' },
    { name: 'bytes, one more', input: around, limits: { bytes: bytes - 1 }, code: 'too-large' },
    { name: 'depth of a value', input: fileAround(nested(27)), limits: {}, code: 'read' },
    {
      name: 'depth of a value, one more',
      input: fileAround(nested(28 + 1)),
      limits: {},
      code: 'too-deep',
    },
    {
      name: 'nodes',
      input: fileAround({ trait: 'x', eq: 1 }),
      limits: { nodes: 20 },
      code: 'too-many-nodes',
    },
    {
      name: 'segments, exactly',
      input: fileAround({ in: 'other' }),
      limits: { segments: 2 },
      code: 'read',
    },
    {
      name: 'segments, one more',
      input: fileAround({ in: 'other' }),
      limits: { segments: 1 },
      code: 'too-many-segments',
    },
    { name: 'cost', input: fileAround({ in: 'other' }), limits: { cost: 2 }, code: 'too-costly' },
  ])('$name', ({ input, limits, code }) => {
    expect(codeOf(input, limits)).toBe(code);
  });
});

/** A thousand segments with names of 64 letters, each asking for one that differs a little. */
function nameless(): unknown {
  const name = (i: number, last: string) => `${'a'.repeat(58)}${String(i).padStart(5, '0')}${last}`;
  const entries = Array.from({ length: 1000 }, (_, i) => [
    name(i, 'x'),
    { enter: { in: name(i, 'y') } },
  ]);
  return { format: 1, site: 'a', segments: Object.fromEntries(entries) };
}

/** Two thousand segments, each in the next. */
function ring(): unknown {
  const entries = Array.from({ length: 2000 }, (_, i) => [
    `s${i}`,
    { enter: { in: `s${(i + 1) % 2000}` } },
  ]);
  return { format: 1, site: 'a', segments: Object.fromEntries(entries) };
}

describe('hostile input', () => {
  const cyclic: Record<string, unknown> = { format: 1, site: 'a' };
  cyclic.self = cyclic;
  test.each([
    { name: 'brackets without end', input: '['.repeat(200_000), code: 'too-deep' },
    { name: 'objects without end', input: '{"a":'.repeat(40_000), code: 'too-deep' },
    { name: 'a megabyte', input: ' '.repeat(1_000_000), code: 'too-large' },
    {
      name: 'many values',
      input: JSON.stringify(Array.from({ length: 100_000 }, () => 0)),
      code: 'too-many-nodes',
    },
    { name: 'a value that holds itself', input: cyclic, code: 'too-deep' },
    { name: 'a prototype', input: '{"format":1,"__proto__":{"site":"a"}}', code: 'forbidden-key' },
    {
      name: 'a constructor deep down',
      input: '{"segments":{"a":{"constructor":1}}}',
      code: 'forbidden-key',
    },
    { name: 'a function', input: { format: 1, site: () => 'a' }, code: 'wrong-type' },
    { name: 'not a number', input: { format: 1, site: 'a', x: Number.NaN }, code: 'wrong-type' },
    {
      name: 'an object of a class',
      input: { format: 1, site: 'a', x: new Map() },
      code: 'wrong-type',
    },
    { name: 'an open string', input: '{"format": 1, "si', code: 'not-json' },
    { name: 'a last backslash', input: '{"\\', code: 'not-json' },
  ])('$name is refused', ({ input, code }) => {
    expect(codeOf(input)).toBe(code);
  });

  test.each([
    {
      name: 'thousands of unknown measures',
      file: fileAround({ any: Array.from({ length: 200 }, (_, i) => ({ [`count-${i}`]: 1 })) }),
    },
    { name: 'thousands of long names that nothing bears', file: nameless() },
    { name: 'a ring of thousands', file: ring() },
    // Some 50 ms; what is not linear takes minutes, and runs into the timeout.
  ])('$name are refused soon', { timeout: 30_000 }, ({ file }) => {
    expect(codeOf(file)).not.toBe('read');
  });

  test('faults are told up to a hundred', () => {
    const any = Array.from({ length: 150 }, () => ({ cuont: 'a' }));
    try {
      parseRules(fileAround({ any }));
    } catch (error) {
      expect((error as RuleError).faults).toHaveLength(100);
      return;
    }
    throw new Error('Nothing was refused.');
  });
});

test('the limits are those that the guide states', () => {
  expect(LIMITS).toEqual({
    bytes: 262_144,
    depth: 32,
    nodes: 20_000,
    segments: 2000,
    cost: 10_000,
  });
});
