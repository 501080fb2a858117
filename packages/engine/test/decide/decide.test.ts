import { expect, test } from 'vitest';
import { getBucketRange } from '../../src/assign/index.ts';
import type { ExperienceCode } from '../../src/assign/program.ts';
import { type DecideInput, decide, type Showings } from '../../src/decide/index.ts';

const TEXT = { '#text': 'Read on' };
const ROW: ExperienceCode = ['trial', 0, 'home', 0, [TEXT], 0];

/** A visitor who is a regular reader; the program has one experience for them. */
function visit(row: ExperienceCode = ROW, more: Partial<DecideInput> = {}): DecideInput {
  const segments = [
    { id: 'regular', def: 'a' },
    { id: 'fan', def: 'b' },
  ];
  const experiments = [['trial', ['on'], [[0, 1]]]] as const;
  return {
    program: { segments, experiments, experiences: [row], holdout: 0 },
    members: ['regular'],
    seed: 'visitor',
    now: 1000,
    showings: new Map(),
    ...more,
  };
}

/** A row with its last members: holdout, schedule, caps, cool-down. */
const row = (...rest: readonly unknown[]): ExperienceCode =>
  ['trial', 0, 'home', 0, [TEXT], ...rest] as unknown as ExperienceCode;

const SHOWN = { shown: ['trial'], activated: ['regular'] };
const CLOSED = { shown: [], activated: [] };
const PLAIN = { shown: [], activated: ['regular'] };

test.each<{ name: string; input: DecideInput; found: object }>([
  { name: 'a member', input: visit(), found: SHOWN },
  { name: 'nobody', input: visit(ROW, { members: [] }), found: CLOSED },
  {
    name: 'another one',
    input: visit(ROW, { members: ['fan'] }),
    found: { shown: [], activated: ['fan'] },
  },
  { name: 'everybody held out', input: visit(row(1)), found: CLOSED },
  { name: '1 ms before it begins', input: visit(row(0, [1001, 0])), found: PLAIN },
  { name: 'when it begins', input: visit(row(0, [1000, 0])), found: SHOWN },
  { name: '1 ms before it ends', input: visit(row(0, [0, 1001])), found: SHOWN },
  { name: 'when it ends', input: visit(row(0, [0, 1000])), found: PLAIN },
  { name: 'held out, before it begins', input: visit(row(1, [1001, 0])), found: PLAIN },
  { name: 'an arm of nothing', input: visit(['trial', 0, 'home', 0, [0], 0]), found: CLOSED },
  { name: "the page's own template", input: visit(['trial', 0, 'home', 0, [1], 0]), found: SHOWN },
])('$name', ({ input, found }) => {
  const { shown, activated } = decide(input);
  expect({ shown: shown.map(({ experience }) => experience), activated }).toEqual(found);
});

test.each<{ name: string; rest: readonly unknown[]; seen: Showings; isShown: boolean }>([
  { name: 'below the cap of a session', rest: [[2, 0, 0]], seen: [1, 9, 9, 0], isShown: true },
  { name: 'at the cap of a session', rest: [[2, 0, 0]], seen: [2, 9, 9, 0], isShown: false },
  { name: 'below the cap of a day', rest: [[0, 2, 0]], seen: [9, 1, 9, 0], isShown: true },
  { name: 'at the cap of a day', rest: [[0, 2, 0]], seen: [9, 2, 9, 0], isShown: false },
  { name: 'below the cap for ever', rest: [[0, 0, 2]], seen: [9, 9, 1, 0], isShown: true },
  { name: 'at the cap for ever', rest: [[0, 0, 2]], seen: [9, 9, 2, 0], isShown: false },
  { name: '1 ms too soon', rest: [0, 500], seen: [1, 1, 1, 501], isShown: false },
  { name: 'cooled down', rest: [0, 500], seen: [1, 1, 1, 500], isShown: true },
])('$name', ({ rest, seen, isShown }) => {
  const input = visit(row(0, 0, ...rest), { showings: new Map([['trial', seen]]) });
  const decision = decide(input);
  expect(decision.shown).toHaveLength(isShown ? 1 : 0);
  expect(decision.activated).toEqual(isShown ? ['regular'] : []);
  expect(decision.assigned).toEqual([{ experience: 'trial', variant: 'on' }]);
  const showing = decide({ ...input, showing: ['trial'] });
  expect(showing.shown).toHaveLength(1);
});

test('one who is held out is counted as such', () => {
  expect(decide(visit(row(1))).assigned).toEqual([{ experience: 'trial', variant: 'holdout' }]);
});

test('a site that says nothing holds out one in twenty', () => {
  const { holdout: _, ...program } = visit().program;
  const seeds = Array.from({ length: 20_000 }, (_, i) => `visitor ${i}`);
  const held = seeds.filter((seed) => decide(visit(ROW, { program, seed })).isHeldOut).length;
  expect(held / seeds.length).toBeCloseTo(0.05, 2);
});

test('arms have the visitors that their weights and the holdout give them', () => {
  const experiments = [['trial', ['a', 'b'], getBucketRange(2, 1, [0.25, 0.75])]] as const;
  const experiences: ExperienceCode[] = [['trial', 0, 'home', 0, [TEXT, TEXT], 0.2]];
  const program = { ...visit().program, experiments, experiences };
  const counts: Record<string, number> = {};
  for (let i = 0; i < 20_000; i++) {
    const { assigned } = decide(visit(ROW, { program, seed: `visitor ${i}` }));
    expect(assigned).toHaveLength(1);
    counts[assigned[0]!.variant] = (counts[assigned[0]!.variant] ?? 0) + 1;
  }
  expect(counts.holdout! / 20_000).toBeCloseTo(0.2, 2);
  expect(counts.a! / 20_000).toBeCloseTo(0.8 * 0.25, 2);
  expect(counts.b! / 20_000).toBeCloseTo(0.8 * 0.75, 2);
});

test('a program with no experiences activates every segment that the visitor is in', () => {
  const { segments } = visit().program;
  const found = decide(
    visit(ROW, { program: { segments, holdout: 0 }, members: ['fan', 'regular'] }),
  );
  expect(found.activated).toEqual(['regular', 'fan']);
  expect(found.shown).toEqual([]);
});
