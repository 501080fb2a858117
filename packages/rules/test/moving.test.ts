import { createEngine, type Engine, type InkEvent } from '@inkling/engine';
import { extra } from '@inkling/engine/extra';
import { expect, test } from 'vitest';
import { compileRules } from '../src/compile/compile-rules.ts';
import { parseRules } from '../src/parse/parse-rules.ts';

const MINUTE_MS = 60_000;
const START = Date.UTC(2026, 0, 5);
const UTC = { name: 'UTC', from: [null], offsets: [0] };

function engineOf(segments: object): Engine {
  const rules = parseRules({
    format: 1,
    site: 'test',
    timezone: 'UTC',
    currency: 'EUR',
    segments,
  });
  return createEngine(compileRules(rules, { resolveZone: () => UTC }), { extra });
}

let n = 0;
const event = (type: string, ms: number): InkEvent => ({
  id: ['tab', n++],
  t: START + ms,
  type,
  session: START,
  params: {},
});
const score = (type: string, points: number, cap: object = {}): object => ({
  score: { clauses: [{ event: type, points, ...cap }], halfLife: '100m' },
});

test('the strongest of fading scores changes at the minute at which the other is no longer above', () => {
  // 5 · 2^(−32/100) is 4.005 and 5 · 2^(−33/100) is 3.978; ties go to the one listed first.
  const strongest = { capped: score('a', 6, { cap: 4 }), free: score('b', 5) };
  const engine = engineOf({ free: { enter: { strongest, eq: 'free' } } });
  engine.add(event('a', 7));
  engine.add(event('b', 7));
  expect(engine.memberships()[0]!.in).toBe(true);
  expect(engine.flips('free').at).toEqual([START + 7 + 33 * MINUTE_MS]);
});

test('a difference of scores that fall for different reasons is followed to the minute', () => {
  const difference = [score('a', 6, { cap: 4 }), score('b', 5)];
  const engine = engineOf({ ahead: { enter: { difference, gte: 0 } } });
  engine.add(event('a', 0));
  engine.add(event('b', 0));
  // Ahead from the 33rd minute; for good, as both are worth nothing in the end.
  expect(engine.flips('ahead').at).toEqual([START + 33 * MINUTE_MS]);
});

test('a ratio of ages crosses its threshold at the first whole millisecond', () => {
  const ratio = [{ 'since-last': 'b' }, { 'since-first': 'a' }];
  const engine = engineOf({ old: { enter: { ratio, gte: 0.5 } } });
  engine.add(event('a', 0));
  engine.add(event('b', 1001));
  // (t − 1001) / t is at least a half from t = 2002 on.
  expect(engine.flips('old').at).toEqual([START + 2002]);
});

test('many fading scores are looked ahead of in reasonable time', { timeout: 20_000 }, () => {
  const topics = ['a', 'b', 'c', 'd'];
  const strongest = Object.fromEntries(topics.map((topic) => [topic, score(topic, 3)]));
  const engine = engineOf(
    Object.fromEntries(topics.map((topic) => [topic, { enter: { strongest, eq: topic } }])),
  );
  for (let i = 0; i < 100; i++) engine.add(event(topics[(i * i) % 4]!, i * 7 * MINUTE_MS + i));
  // Near ties change sides minute by minute; every change is one.
  for (const topic of topics) {
    const { at } = engine.flips(topic);
    expect(at).toEqual([...new Set(at)].sort((a, b) => a - b));
    expect(at.every((t) => t > engine.now)).toBe(true);
  }
});

test('a percentile is the share below at the last breakpoint that is not above the value', () => {
  const values = Array.from({ length: 200 }, (_, i) => 3 * ((i * i) >> 5));
  const below = values.map((_, i) => i / 200);
  const rules = parseRules({
    format: 1,
    site: 'test',
    timezone: 'UTC',
    currency: 'EUR',
    signals: { reads: { count: 'a' }, rank: { percentile: 'reads' } },
    segments: {},
  });
  const engine = createEngine(compileRules(rules, { resolveZone: () => UTC }), {
    extra,
    population: { reads: { values, below } },
  });
  for (let count = 1; count <= 600; count++) {
    engine.add(event('a', count));
    const passed = values.filter((one) => one <= count).length;
    expect(engine.value('rank')).toBe(passed === 0 ? 0 : below[passed - 1]);
  }
});
