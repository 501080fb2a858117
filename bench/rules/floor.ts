import type { InkEvent } from '@inkling/engine';
import type { Contender } from './contender.ts';
import type { Task } from './workload.ts';

/** Instants of matching events, and what was added up before each. */
interface Column {
  readonly t: Float64Array;
  readonly before: Float64Array;
  length: number;
  total: number;
}

/** Counters for exactly these rules; others get their values as a gift. */
export interface Counters extends Contender {
  /** Counts and sums, one a rule, up to date. */
  readonly values: Float64Array;
}

/**
 * What one would write by hand for exactly these rules: a column of instants for each kind of
 * event, and for each rule a place in it that moves on as its window does.
 *
 * @param most - As many events will come at the most.
 */
export function createFloor(tasks: readonly Task[], most: number): Counters {
  const columns = new Map<string, Column>();
  const columnOf = (type: string, category: string | null): Column => {
    const key = `${type} ${category ?? ''}`;
    const found = columns.get(key);
    if (found) return found;
    const [t, before] = [new Float64Array(most), new Float64Array(most)];
    const made = { t, before, length: 0, total: 0 };
    columns.set(key, made);
    return made;
  };
  const rows = tasks.map((task) => columnOf(task.type, task.category));
  const places = new Int32Array(tasks.length);
  const widths = Float64Array.from(tasks, ({ withinMs }) => withinMs);
  const leasts = Float64Array.from(tasks, ({ least }) => least);
  const sums = Uint8Array.from(tasks, (task) => (task.sums ? 1 : 0));
  const values = new Float64Array(tasks.length);
  const isIn = new Uint8Array(tasks.length);

  const push = (column: Column | undefined, t: number, value: number): void => {
    if (!column) return;
    column.t[column.length] = t;
    column.before[column.length++] = column.total;
    column.total += value;
  };
  const learn = ({ t, type, params }: InkEvent): void => {
    const value = typeof params.value === 'number' ? Math.round(params.value * 1e6) : 0;
    push(columns.get(`${type} ${params.category as string}`), t, value);
    push(columns.get(`${type} `), t, value);
  };
  return {
    name: 'floor: counters written by hand for these rules',
    values,
    learn,
    add(event) {
      learn(event);
      for (let i = 0; i < rows.length; i++) {
        const { t, before, length, total } = rows[i]!;
        const edge = event.t - widths[i]!;
        let place = places[i]!;
        while (place < length && t[place]! <= edge) place++;
        places[i] = place;
        const sum = place < length ? (total - before[place]!) / 1e6 : 0;
        const value = sums[i] ? sum : length - place;
        const least = leasts[i]!;
        values[i] = value;
        isIn[i] = (least === 0 ? value === 0 : value >= least) ? 1 : 0;
      }
      return isIn;
    },
    inside: () => tasks.filter((_, i) => isIn[i]).map(({ id }) => id),
  };
}
