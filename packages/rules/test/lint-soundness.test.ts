import type { InkEvent } from '@inkling/engine';
import { lintRules, parseRules, RuleError } from '@inkling/rules';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createOracle } from '../src/oracle/oracle.ts';
import { zoneTable } from './zone-table.ts';

const HOUR_MS = 3_600_000;
const START = Date.UTC(2026, 0, 5);
const RUNS = Number(process.env.LINT_RUNS ?? 400);

const within = fc.constantFrom('1d', '2d', '7d', undefined, { from: '7d', to: '1d' });
const where = fc.constantFrom(undefined, { s: 'x' }, { s: 'x', p: 1 }, { s: 'y' });
const type = fc.constantFrom('a', 'b', '*', ['a', 'b']);
const small = fc.integer({ min: 0, max: 4 });
const numberTest = fc.oneof(
  fc.record({ gte: small }),
  fc.record({ lt: small }),
  fc.record({ eq: small }),
  fc.record({ ne: small }),
  fc.record({ gt: small, lte: small }),
);
const days = fc.constantFrom('0d', '1d', '2d', '7d', '9d');

const leaf = fc.oneof(
  fc.tuple(fc.record({ count: type, within, where }), numberTest),
  fc.tuple(fc.record({ periods: type, per: fc.constant('day'), within, where }), numberTest),
  fc.tuple(fc.record({ distinct: type, field: fc.constant('p'), within }), numberTest),
  fc.tuple(
    fc.record({ 'since-last': type, within, where }),
    fc.oneof(
      fc.record({ gte: days }),
      fc.record({ lt: days }),
      fc.record({ exists: fc.boolean() }),
    ),
  ),
  fc.tuple(
    fc.record({ last: type, field: fc.constant('p') }),
    fc.oneof(numberTest, fc.record({ exists: fc.boolean() }), fc.constant({ in: [1, 'z'] })),
  ),
);
const compare = leaf.map(([measure, tests]) => ({ ...measure, ...tests }));

const { condition } = fc.letrec((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    compare,
    fc.array(tie('condition'), { minLength: 1, maxLength: 3 }).map((all) => ({ all })),
    fc.array(tie('condition'), { minLength: 1, maxLength: 3 }).map((any) => ({ any })),
    tie('condition').map((not) => ({ not })),
    fc.array(tie('condition'), { minLength: 2, maxLength: 3 }).map((of) => ({ atLeast: 2, of })),
    fc.constant({ in: 'c' }),
  ),
}));

const events = fc
  .array(
    fc.record({
      hour: fc.integer({ min: 0, max: 240 }),
      type: fc.constantFrom('a', 'b'),
      params: fc.constantFrom({}, { s: 'x' }, { s: 'x', p: 1 }, { s: 'y', p: 2 }, { p: 'z' }),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((rows) =>
    rows.map(({ hour, type, params }, n): InkEvent => {
      const t = START + hour * HOUR_MS;
      return { id: ['tab', n], t, type, session: t, params };
    }),
  );

/** What lint claims of each history, as a check of who is in. */
function claimsOf(file: unknown): readonly ((ins: ReadonlySet<string>) => boolean)[] {
  const findings = lintRules(parseRules(file), { today: '2026-03-01' });
  return findings.flatMap(({ code, path, words }) => {
    const id = path.split('.')[1] ?? '';
    const isRoot = path === `segments.${id}.enter`;
    const other =
      ['a', 'b', 'c'].find((one) => one !== id && words.includes(`in ${one} too`)) ?? '';
    const twin = ['a', 'b', 'c'].find((one) => words.endsWith(`the visitors of ${one}.`)) ?? '';
    if (code === 'never-true' && isRoot) return [(ins) => !ins.has(id)];
    if (code === 'always-true' && isRoot) return [(ins) => ins.has(id)];
    if (code === 'implies') return [(ins) => !ins.has(id) || ins.has(other)];
    if (code === 'duplicate') return [(ins) => ins.has(id) === ins.has(twin)];
    return [];
  });
}

test('what lint claims holds for every history', { timeout: 120_000 }, () => {
  const zone = zoneTable('UTC');
  let claimed = 0;
  const histories = fc.array(events, { minLength: 5, maxLength: 5 });
  fc.assert(
    fc.property(condition, condition, compare, histories, (a, b, c, many) => {
      const file = {
        format: 1,
        site: 'a',
        segments: { a: { enter: a }, b: { enter: b }, c: { enter: c } },
      };
      // `undefined` is how the generator leaves a key out.
      const json: unknown = JSON.parse(JSON.stringify(file));
      const claims = claimsOf(json);
      claimed += claims.length;
      if (claims.length === 0) return;
      const oracle = createOracle(parseRules(json), zone);
      for (const history of many) {
        const first = Math.min(...history.map(({ t }) => t));
        const instants = [0, 1, 23, 24, 25, 47, 48, 49, 168, 169, 216, 240, 400]
          .map((hours) => first + hours * HOUR_MS)
          .flatMap((t) => [t - 1, t]);
        const asked = instants.filter((t) => t >= first).sort((x, y) => x - y);
        for (const now of asked) {
          const { memberships } = oracle.at(history, now, 1, 1);
          const ins = new Set(memberships.filter((one) => one.in).map(({ segment }) => segment));
          expect(claims.every((claim) => claim(ins))).toBe(true);
        }
      }
    }),
    { numRuns: RUNS },
  );
  // A test of claims that meets none would say nothing.
  expect(claimed).toBeGreaterThan(RUNS / 10);
});

test('whatever JSON is handed in, the parser reads it or refuses it', () => {
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), fc.json(), condition, fc.anything()), (value) => {
      for (const input of [value, { format: 1, site: 'a', segments: { x: { enter: value } } }]) {
        try {
          parseRules(input);
        } catch (error) {
          expect(error).toBeInstanceOf(RuleError);
        }
      }
    }),
    { numRuns: 2000 },
  );
});
