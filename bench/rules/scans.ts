import type { InkEvent } from '@inkling/engine';
import type { Contender } from './contender.ts';
import type { Task } from './workload.ts';

const isMatch = ({ type, category }: Task, event: InkEvent): boolean =>
  event.type === type && (category === null || event.params.category === category);

/** Looks at all of history for every rule at every event. */
export function createScan(tasks: readonly Task[]): Contender {
  const history: InkEvent[] = [];
  let inside: string[] = [];
  const holds = (task: Task, now: number): boolean => {
    let value = 0;
    for (const event of history) {
      if (event.t <= now - task.withinMs || !isMatch(task, event)) continue;
      value += task.sums ? Math.round((event.params.value as number) * 1e6) : 1;
    }
    return task.least === 0 ? value === 0 : (task.sums ? value / 1e6 : value) >= task.least;
  };
  return {
    name: 'naive scan',
    learn: (event) => history.push(event),
    add(event) {
      history.push(event);
      inside = tasks.filter((task) => holds(task, event.t)).map(({ id }) => id);
      return inside;
    },
    inside: () => inside,
  };
}
