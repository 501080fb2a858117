import { createQuickEngine } from '@inkling/engine/quick';
import { compileRules, parseRules } from '@inkling/rules';
import { expect, test } from 'vitest';
import { createMemberships, type Step } from '../src/memberships/memberships.ts';
import { event } from './support/events.ts';
import { fakeHost } from './support/fake-host.ts';

const RULES = {
  format: 1,
  site: 's',
  timezone: 'UTC',
  segments: { seen: { enter: { count: 'a', gte: 1 } } },
};

test('tells which news of the instant that history ended in need an engine for late events', () => {
  const memberships = createMemberships(fakeHost(), () => {});
  const engine = createQuickEngine(compileRules(parseRules(RULES)));
  const [old, fresh] = [event('tab', 0, 'a', {}, 1_000), event('tab', 1, 'a', {}, 1_000)];
  const later = event('tab', 2, 'a', {}, 1_001);
  const news = new Set([fresh, later]);
  expect(memberships.use(engine, [old, fresh, later], (one) => news.has(one))).toEqual([fresh]);
  expect(memberships.current()).toEqual(['seen']);
});

test('tells of what is recorded while it tells, such as an assignment', async () => {
  const told: string[] = [];
  const host = fakeHost();
  const now = host.clock.now() + 1;
  const memberships = createMemberships(host, ({ events }) => {
    for (const { type } of events) {
      told.push(type);
      if (type === 'b') memberships.add(event('tab', 1, 'experience_assigned', {}, now), true);
    }
  });
  memberships.use(createQuickEngine(compileRules(parseRules(RULES))));
  host.clock.pass(1);
  memberships.add(event('tab', 0, 'b', {}, now), true);
  await new Promise((resolve) => setTimeout(resolve));
  expect(told).toEqual(['b', 'experience_assigned']);
});

test('what one engine has taken is told before another takes its place', () => {
  const steps: Step[] = [];
  const memberships = createMemberships(fakeHost(), (step) => steps.push(step));
  const make = () => createQuickEngine(compileRules(parseRules(RULES)));
  memberships.use(make());
  const fresh = event('tab', 0, 'a', {}, Date.parse('2026-03-02T12:00:00Z'));
  expect(memberships.add(fresh, true)).toBe(true);
  memberships.use(make(), [fresh], () => false);
  expect(steps.flatMap(({ events }) => events)).toEqual([fresh]);
});

test('an own event that is too late for the engine is told in its turn, and not again', async () => {
  const told: number[] = [];
  const host = fakeHost();
  const memberships = createMemberships(host, ({ events }) => {
    told.push(...events.map(({ id }) => id[1]));
  });
  const make = () => createQuickEngine(compileRules(parseRules(RULES)));
  const now = host.clock.now();
  const late = event('tab', 1, 'b', {}, now - 1);
  memberships.use(make());
  memberships.add(event('tab', 0, 'b', {}, now), true);
  expect(memberships.add(late, true)).toBe(false);
  memberships.add(event('tab', 2, 'b', {}, now), true);
  await new Promise((resolve) => setTimeout(resolve));
  expect(told).toEqual([0, 1, 2]);
  memberships.use(make(), [late], () => true);
  await new Promise((resolve) => setTimeout(resolve));
  expect(told).toEqual([0, 1, 2]);
});
