import { parseRules, RuleError, type RuleErrorCode } from '@inkling/rules';
import { expect, test } from 'vitest';

/** A rule file around one segment's `enter`. */
function fileWith(enter: unknown, more: object = {}): Record<string, unknown> {
  const base = { format: 1, site: 'daily-ink', timezone: 'Europe/Berlin', currency: 'EUR' };
  return { ...base, segments: { reader: { enter } }, ...more };
}

function faultsOf(input: unknown): readonly { code: RuleErrorCode; path: string }[] {
  try {
    parseRules(input);
  } catch (error) {
    if (error instanceof RuleError) return error.faults.map(({ code, path }) => ({ code, path }));
    throw error;
  }
  return [];
}

test('spells out the example of a rule file', () => {
  const rules = parseRules(
    fileWith({ count: 'page_view', where: { section: 'politics' }, within: '7d', gte: 3 }),
  );
  expect(rules.segments[0]?.enter).toEqual({
    kind: 'compare',
    measure: {
      kind: 'count',
      event: {
        types: ['page_view'],
        where: {
          kind: 'field',
          field: 'section',
          tests: [{ op: 'eq', value: 'politics', caseless: false }],
        },
      },
      window: { kind: 'rolling', fromMs: 604_800_000, toMs: 0 },
    },
    tests: [{ op: 'gte', value: 3 }],
  });
  expect(rules.session).toEqual({
    timeoutMs: 1_800_000,
    maxMs: 86_400_000,
    newOnCampaign: false,
    newAtMidnight: false,
  });
});

test('tells all faults at once, each with its place', () => {
  const enter = {
    all: [
      { cuont: 'page_view', gte: 1 },
      { count: 'page_view', within: '0d', gte: 1 },
      { in: 'raeder' },
    ],
  };
  expect(faultsOf(fileWith(enter))).toEqual([
    { code: 'unknown-key', path: 'segments.reader.enter.all[0].cuont' },
    { code: 'impossible-window', path: 'segments.reader.enter.all[1].within' },
    { code: 'unknown-reference', path: 'segments.reader.enter.all[2].in' },
  ]);
});
