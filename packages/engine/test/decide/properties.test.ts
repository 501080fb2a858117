import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isHeldOut } from '../../src/assign/index.ts';
import { type DecideInput, type Decision, decide, type Showings } from '../../src/decide/index.ts';
import { input, instant, members, program, seed } from './arbitrary.ts';

const RUNS = Number(process.env.INKLING_RUNS ?? 2_000);
/** What any channel may know of a decision. */
const visible = ({ activated, shown }: Decision) => ({ activated, shown });
const without = (one: DecideInput, ids: readonly string[]): DecideInput => ({
  ...one,
  members: one.members.filter((id) => !ids.includes(id)),
});
const rows = (one: DecideInput) => one.program.experiences ?? [];
const check = <T>(arbitrary: fc.Arbitrary<T>, hold: (value: T) => void): void => {
  fc.assert(
    fc.property(arbitrary, (value) => {
      hold(value);
    }),
    { numRuns: RUNS },
  );
};

test('who is held out of a segment looks like somebody who is not in it', () => {
  let compared = 0;
  check(input, (one) => {
    const held = one.program.segments
      .filter(({ id }, number) => {
        const row = rows(one).find(([, segment, , , , , schedule]) => {
          const [from, to] = schedule || [0, 0];
          return segment === number && one.now >= from && (!to || one.now < to);
        });
        return row && isHeldOut(one.seed, [`*${id}`, row[5] ?? 0]);
      })
      .map(({ id }) => id);
    compared += held.filter((id) => one.members.includes(id)).length;
    const { activated } = decide(one);
    expect(activated.filter((id) => held.includes(id))).toEqual([]);
    expect(visible(decide(one))).toEqual(visible(decide(without(one, held))));
  });
  expect(compared).toBeGreaterThan(RUNS / 20);
});

test('who is held out of the site looks like somebody who is in nothing', () => {
  let compared = 0;
  check(input, (one) => {
    const decision = decide(one);
    if (!decision.isHeldOut) return;
    compared += 1;
    expect(visible(decision)).toEqual({ activated: [], shown: [] });
    expect(decision.assigned).toEqual([]);
  });
  expect(compared).toBeGreaterThan(RUNS / 20);
});

test('only what is assigned is shown, and only to members', () => {
  let shownAtAll = 0;
  check(input, (one) => {
    const { activated, shown, assigned } = decide(one);
    shownAtAll += shown.length;
    expect(activated.filter((id) => !one.members.includes(id))).toEqual([]);
    for (const { experience, variant, segment } of shown) {
      expect(assigned).toContainEqual({ experience, variant });
      expect(activated).toContain(segment);
    }
  });
  expect(shownAtAll).toBeGreaterThan(RUNS / 10);
});

test('a slot and an exclusion group show one at most, the first that may', () => {
  check(input, (one) => {
    const { shown, assigned } = decide(one);
    const places = shown.flatMap(({ experience, slot }) => {
      const group = rows(one).find(([id]) => id === experience)?.[9];
      return group ? [slot, `group ${group}`] : [slot];
    });
    expect(new Set(places).size).toBe(places.length);
    // Whoever comes first in the program and shows something, is shown.
    const first = rows(one).find(([id, , , number, contents]) => {
      const arm = assigned.find(({ experience }) => experience === id)?.variant;
      return arm && contents[one.program.experiments![number]![1].indexOf(arm)];
    });
    if (first) expect(shown[0]?.experience).toBe(first[0]);
  });
});

test('a visitor keeps the arm, whatever else changes', () => {
  const story = fc.tuple(input, members, instant);
  check(story, ([one, others, now]) => {
    const before = decide(one).assigned;
    const experiences = [...rows(one)].reverse();
    const later = decide({
      ...one,
      members: others,
      now,
      program: { ...one.program, experiences },
    });
    for (const { experience, variant } of later.assigned) {
      const was = before.find((old) => old.experience === experience);
      if (was) expect(variant).toBe(was.variant);
    }
  });
});

test('caps and cool-downs are never exceeded', () => {
  // Each step may begin a session or a day; what is shown is seen.
  const step = fc.record({ ms: fc.nat({ max: 80 }), session: fc.boolean(), day: fc.boolean() });
  const story = fc.tuple(program, seed, members, fc.array(step, { maxLength: 30 }));
  let refused = 0;
  check(story, ([rules, visitor, ids, steps]) => {
    const showings = new Map<string, Showings>();
    let now = 0;
    for (const { ms, session, day } of steps) {
      now += ms;
      for (const [id, [s, d, ever, last]] of showings) {
        showings.set(id, [session ? 0 : s, day ? 0 : d, ever, last]);
      }
      const decision = decide({ program: rules, seed: visitor, members: ids, now, showings });
      refused += +(decision.assigned.length > decision.shown.length);
      for (const { experience, isDue } of decision.shown) {
        const [s, d, ever, last] = showings.get(experience) ?? [0, 0, 0, -Infinity];
        const row = rules.experiences!.find(([id]) => id === experience)!;
        const [mostS, mostD, mostEver] = row[7] || [0, 0, 0];
        expect(s).toBeLessThan(mostS || Infinity);
        expect(d).toBeLessThan(mostD || Infinity);
        expect(ever).toBeLessThan(mostEver || Infinity);
        expect(now - last).toBeGreaterThanOrEqual(row[8] ?? 0);
        expect(isDue).toBe(ever === 0);
        showings.set(experience, [s + 1, d + 1, ever + 1, now]);
      }
    }
  });
  expect(refused).toBeGreaterThan(RUNS / 10);
});

test('what the page shows already stays, whatever the caps say', () => {
  check(input, (one) => {
    const before = decide(one);
    const ids = before.shown.map(({ experience }) => experience);
    const showings = new Map<string, Showings>(ids.map((id) => [id, [99, 99, 99, one.now]]));
    const after = decide({ ...one, showings, showing: ids });
    const undue = before.shown.map((shown) => ({ ...shown, isDue: false }));
    expect(visible(after)).toEqual({ ...visible(before), shown: undue });
  });
});

test('a forced arm is shown and never measured', () => {
  const story = fc.tuple(input, fc.nat({ max: 4 }));
  check(story, ([one, n]) => {
    const row = rows(one)[n];
    if (!row) return;
    const [id, , slot, number, contents] = row;
    const [key, arms] = one.program.experiments![number]!;
    const arm = arms.length - 1;
    const others = rows(one).filter((other) => other[3] !== number);
    const alone = { ...one.program, experiences: [...others, row] };
    const forced = new Map([[key, arms[arm]!]]);
    const { shown, assigned, activated } = decide({ ...one, program: alone, forced });
    const preview = { experience: id, slot, variant: arms[arm], content: contents[arm] };
    expect(shown[0]).toMatchObject({ ...preview, isDue: false });
    expect(activated).toContain(shown[0]?.segment);
    expect(assigned.some(({ experience }) => experience === id)).toBe(false);
  });
});
