import { createEngine } from '@inkling/engine';
import { compileRules, parseRules } from '@inkling/rules';
import type { Contender } from './contender.ts';
import { ruleFile, type Task } from './workload.ts';

/** The engine on the compiled rules; changes of membership are taken out after every event. */
export function createOurs(tasks: readonly Task[]): Contender {
  const engine = createEngine(compileRules(parseRules(ruleFile(tasks))));
  return {
    name: 'Inkling',
    learn: (event) => engine.add(event),
    add(event) {
      engine.add(event);
      return engine.drain();
    },
    inside: () =>
      engine
        .memberships()
        .filter((one) => one.in)
        .map(({ segment }) => segment),
  };
}
