import { expect, inject, test } from 'vitest';
import { makeId, makeRow, makeSite, openApp, readMetrics, send } from './helpers.ts';

declare module 'vitest' {
  interface ProvidedContext {
    readonly long: boolean;
  }
}

const RUNS = inject('long') ? 200_000 : 4_000;
const { ask, logged } = openApp();

let seed = 20_261_123;
const next = (n: number): number => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.floor((seed / 2 ** 32) * n);
};
const pick = <T>(all: readonly T[]): T => all[next(all.length)]!;

const VALUES: readonly unknown[] = [
  ...[null, true, 0, -1, 1, 1.5, 2 ** 53, -(2 ** 53), 1e308, '', '0', '*', 'a&b', '__proto__'],
  ...[
    'constructor',
    '\u0000',
    '\ud800',
    '😀',
    [],
    [[]],
    {},
    { __proto__: null },
    'x'.repeat(5_000),
  ],
];
const PIECES = [
  '{',
  '}',
  '[',
  ']',
  '"',
  ',',
  ':',
  '\\',
  '1e999',
  'null',
  '\u0000',
  '\ufeff',
  '{"__proto__":1}',
];

/** Changes one member, somewhere, to something else; or takes it away; or adds one. */
function mutateValue(value: unknown): unknown {
  if (Array.isArray(value) && value.length > 0 && next(3) > 0) {
    return value.map((one, i) => (i === next(value.length) ? mutateValue(one) : one));
  }
  if (typeof value === 'object' && value !== null && next(5) > 0) {
    const entries = Object.entries(value);
    const [key] = pick(entries.length ? entries : [['x', 0]]);
    if (next(6) === 0) return Object.fromEntries(entries.filter(([name]) => name !== key));
    if (next(6) === 0)
      return { ...value, [pick(['x', '__proto__', 'arm', 'bucket'])]: pick(VALUES) };
    return Object.fromEntries(
      entries.map(([name, v]) => [name, name === key ? mutateValue(v) : v]),
    );
  }
  return pick(VALUES);
}

function mutateText(text: string): string {
  const at = next(text.length);
  const to = at + next(4);
  return (
    text.slice(0, at) + (next(2) ? pick(PIECES) : String.fromCharCode(next(300))) + text.slice(to)
  );
}

const METRIC_NAMES = ['in', 'stock', 'visitors', 'revenue', 'pair', 'dwell', 'level', 'exposed'];

test(`of ${RUNS} mutated reports, each is refused or counted as it stands`, {
  timeout: 1_200_000,
}, async () => {
  const own = await makeSite(ask);
  const seen: Record<number, number> = {};
  let rows = 0;
  for (let i = 0; i < RUNS; i += 50) {
    const batch = Array.from({ length: 50 }, () => {
      const row = makeRow({ metric: pick(METRIC_NAMES) });
      const report = { v: 1, site: own.site, id: makeId(), rows: [makeRow(), row] };
      let value: unknown = report;
      for (let n = next(3); n >= 0; n--) value = mutateValue(value);
      const text = JSON.stringify(value) ?? '';
      return next(3) === 0 && text ? mutateText(text) : text;
    });
    const answers = await Promise.all(batch.map((body) => send(ask, own.site, body)));
    for (const answer of answers) {
      seen[answer.status] = (seen[answer.status] ?? 0) + 1;
      if (answer.status === 202) rows += ((await answer.json()) as { accepted: number }).accepted;
      else await answer.arrayBuffer();
    }
  }
  const statuses = Object.keys(seen).map(Number);
  expect(statuses.filter((status) => ![202, 400, 413, 422].includes(status))).toEqual([]);
  expect(seen[400]).toBeGreaterThan(RUNS / 2);
  expect(logged).toEqual([]);
  expect(({} as { x?: unknown }).x).toBeUndefined();
  const held = await readMetrics(ask, own, ['2026-11-16', '2026-11-24']);
  const counted = Object.values(held).reduce((sum, value) => sum + Math.abs(value), 0);
  expect(counted > 0).toBe(rows > 0);
});
