import { createEngine, type Engine, type InkEvent } from '@inkling/engine';
import { extra } from '@inkling/engine/extra';
import { compileRules, parseRules } from '@inkling/rules';
import { expect, test } from 'vitest';

const DAY_MS = 86_400_000;
const T = Date.parse('2026-03-02T12:00:00Z');
const RULES = parseRules({
  format: 1,
  site: 'paper',
  currency: 'EUR',
  signals: {
    reads: { count: 'page_view', within: '7d' },
    spent: { sum: ['purchase', 'refund'], field: 'value' },
    sections: { distinct: 'page_view', field: 'section' },
    'all-sections': { list: 'page_view', field: 'section' },
    favourite: { top: 'page_view', field: 'section', within: '30d' },
    streak: { streak: 'page_view', per: 'day' },
    bought: { sequence: [{ event: 'page_view' }, { event: 'purchase', within: '5d' }] },
    score: { score: { clauses: [{ event: 'page_view', points: 5 }], halfLife: '7d' } },
    trend: { trend: { count: 'page_view', within: '7d' } },
  },
  segments: {
    reader: { enter: { signal: 'reads', gte: 2 }, exit: { signal: 'reads', eq: 0 }, dwell: '1d' },
    buyer: { enter: { signal: 'spent', gt: 0 } },
    idle: { enter: { count: 'page_view', within: '3d', eq: 0 } },
    'was-reader': { enter: { exited: 'reader', gte: 1 } },
  },
  groups: { stage: { segments: ['buyer', 'idle'], otherwise: 'nobody' } },
});

/** A made-up visitor; the same seed makes the same one. */
function visitor(seed: number): InkEvent[] {
  let state = seed;
  const next = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  let t = T;
  return Array.from({ length: 5 + next(40) }, (_, n) => {
    t += next(4 * DAY_MS);
    const type = ['page_view', 'page_view', 'purchase', 'refund'][next(4)] as string;
    const params = { section: `s${next(4)}`, value: next(100), transaction_id: `t${next(9)}` };
    return { id: ['', n], t, type, session: t, params };
  });
}

function replay(engine: Engine, events: readonly InkEvent[]): unknown {
  const half = Math.floor(events.length / 2);
  for (const event of events.slice(0, half)) engine.add(event);
  const before = engine.memberships();
  for (const event of events.slice(half)) engine.add(event);
  engine.advance((events.at(-1) as InkEvent).t + 2 * DAY_MS);
  return {
    before,
    after: engine.memberships(),
    changes: engine.drain(),
    flips: engine.program.segments.map(({ id }) => engine.flips(id)),
    values: RULES.signals.map(({ id }) => engine.value(id)),
  };
}

test.each([
  { name: 'complete history', all: 0 },
  { name: 'history from a later instant', all: T + 5 * DAY_MS },
])('after a reset an engine answers as a new one does: $name', ({ all }) => {
  const options = { lateMs: Number.POSITIVE_INFINITY, recordedFrom: { all }, extra };
  const program = compileRules(RULES);
  const engine = createEngine(program, options);
  for (let seed = 1; seed <= 60; seed++) {
    const events = visitor(seed);
    engine.reset();
    expect(engine.now).toBe(Number.NEGATIVE_INFINITY);
    expect(engine.memberships().some((membership) => membership.in)).toBe(false);
    expect(replay(engine, events)).toEqual(replay(createEngine(program, options), events));
  }
});
