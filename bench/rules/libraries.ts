import { evalCondition } from '@growthbook/growthbook';
import { Context, type ManifestV2 } from '@uniformdev/context';
import jsonLogic from 'json-logic-js';
import { Engine } from 'json-rules-engine';
import type { Contender } from './contender.ts';
import { createFloor } from './floor.ts';
import type { Task } from './workload.ts';

/** Facts as libraries want them: an object with one value a rule, counted by hand for them. */
function createGift(tasks: readonly Task[], most: number) {
  const counters = createFloor(tasks, most);
  const facts: Record<string, number> = Object.fromEntries(tasks.map(({ id }) => [id, 0]));
  return {
    learn: counters.learn,
    facts,
    update(event: Parameters<Contender['add']>[0]): void {
      counters.add(event);
      tasks.forEach(({ id }, i) => {
        facts[id] = counters.value(i);
      });
    },
  };
}

type Eval = (task: Task, facts: Record<string, number>) => boolean;

function overFacts(name: string, tasks: readonly Task[], most: number, holds: Eval): Contender {
  const { learn, facts, update } = createGift(tasks, most);
  let inside: string[] = [];
  return {
    name,
    learn,
    add(event) {
      update(event);
      inside = tasks.filter((task) => holds(task, facts)).map(({ id }) => id);
      return inside;
    },
    inside: () => inside,
  };
}

export function createJsonLogic(tasks: readonly Task[], most: number): Contender {
  const rules = new Map(
    tasks.map((task) => [
      task,
      task.least === 0
        ? { '==': [{ var: task.id }, 0] as [unknown, unknown] }
        : { '>=': [{ var: task.id }, task.least] as [unknown, unknown] },
    ]),
  );
  const apply = jsonLogic.apply as (rule: unknown, facts: unknown) => boolean;
  return overFacts('json-logic-js + the counters', tasks, most, (task, facts) =>
    apply(rules.get(task), facts),
  );
}

export function createGrowthBook(tasks: readonly Task[], most: number): Contender {
  const conditions = new Map(
    tasks.map((task) => [task, { [task.id]: task.least === 0 ? 0 : { $gte: task.least } }]),
  );
  return overFacts('GrowthBook evalCondition + the counters', tasks, most, (task, facts) =>
    evalCondition(facts, conditions.get(task)!),
  );
}

export function createJsonRules(tasks: readonly Task[], most: number): Contender {
  const engine = new Engine();
  for (const { id, least } of tasks) {
    const operator = least === 0 ? 'equal' : 'greaterThanInclusive';
    const conditions = { all: [{ fact: id, operator, value: least }] };
    engine.addRule({ conditions, event: { type: id } });
  }
  const { learn, facts, update } = createGift(tasks, most);
  let inside = new Set<string>();
  return {
    name: 'json-rules-engine + the counters',
    learn,
    async add(event) {
      update(event);
      const { events } = await engine.run(facts);
      inside = new Set(events.map(({ type }) => type));
    },
    inside: () => tasks.filter(({ id }) => inside.has(id)).map(({ id }) => id),
  };
}

/** Counts for a lifetime are all that it can say; one signal a rule. */
export function createUniform(tasks: readonly Task[]): Contender {
  const sig = Object.fromEntries(
    tasks.map(({ id, type, category }) => [
      id,
      {
        str: 1,
        cap: 1_000_000,
        dur: 'p' as const,
        crit: {
          type: 'G' as const,
          op: '&' as const,
          clauses: [
            {
              type: 'EVT' as const,
              event: { op: '=' as const, rhs: category === null ? type : `${type} ${category}` },
            },
          ],
        },
      },
    ]),
  );
  const context = new Context({
    manifest: { project: { pz: { sig } } } as ManifestV2,
    defaultConsent: true,
  });
  return {
    name: 'Uniform Context, lifetime counts only',
    learn() {},
    add: ({ type, params }) =>
      context.update({
        events: [{ event: type }, { event: `${type} ${params.category as string}` }],
      }),
    inside: () => null,
  };
}
