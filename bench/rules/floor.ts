import type { InkEvent } from '@inkling/engine';
import type { Contender } from './contender.ts';
import type { Task } from './workload.ts';

/** Instants of matching events, what was added up before each, and the rules that ask for them. */
interface Column {
  readonly t: Float64Array;
  readonly before: Float64Array;
  readonly rules: number[];
  length: number;
  total: number;
  /** When the first of its rules loses an event if no other comes. */
  due: number;
}

/** Counters for exactly these rules; others get their values as a gift. */
export interface Counters extends Contender {
  /** The count or sum that a rule compares, up to date. */
  value(rule: number): number;
}

/**
 * What one would write by hand for exactly these rules: a column of instants for each kind and
 * category of event, and for each rule a place in it that moves on as its window does. Only rules
 * that the event matches, or whose window has lost an event since, are looked at; equal ones once.
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
    const made = { t, before, rules: [], length: 0, total: 0, due: Infinity };
    columns.set(key, made);
    return made;
  };
  const distinct = new Map<string, Task>();
  const rules = tasks.map(({ id: _, ...rule }) => JSON.stringify(rule));
  tasks.forEach((task, i) => {
    if (!distinct.has(rules[i]!)) distinct.set(rules[i]!, task);
  });
  const rows = [...distinct.values()];
  const numbers = new Map([...distinct.keys()].map((rule, i) => [rule, i]));
  const rowOf = rules.map((rule) => numbers.get(rule)!);
  rows.forEach((task, i) => {
    columnOf(task.type, task.category).rules.push(i);
  });
  const all = [...columns.values()];
  const places = new Int32Array(rows.length);
  const widths = Float64Array.from(rows, ({ withinMs }) => withinMs);
  const leasts = Float64Array.from(rows, ({ least }) => least);
  const sums = Uint8Array.from(rows, (task) => (task.sums ? 1 : 0));
  const values = new Float64Array(rows.length);
  const isIn = Uint8Array.from(rows, ({ least }) => (least === 0 ? 1 : 0));
  const dues = new Float64Array(rows.length).fill(Infinity);

  const push = (column: Column | undefined, t: number, value: number): void => {
    if (!column) return;
    column.t[column.length] = t;
    column.before[column.length++] = column.total;
    column.total += value;
    column.due = -Infinity;
  };
  const learn = ({ t, type, params }: InkEvent): void => {
    const value = typeof params.value === 'number' ? Math.round(params.value * 1e6) : 0;
    push(columns.get(`${type} ${params.category as string}`), t, value);
    push(columns.get(`${type} `), t, value);
  };
  const refresh = (column: Column, now: number): void => {
    const { t, before, rules, length, total } = column;
    const isTouched = column.due === -Infinity;
    let due = Infinity;
    for (let r = 0; r < rules.length; r++) {
      const i = rules[r]!;
      if (isTouched || dues[i]! <= now) {
        const width = widths[i]!;
        const edge = now - width;
        let place = places[i]!;
        while (place < length && t[place]! <= edge) place++;
        places[i] = place;
        dues[i] = place < length ? t[place]! + width : Infinity;
        const sum = place < length ? (total - before[place]!) / 1e6 : 0;
        const value = sums[i] ? sum : length - place;
        const least = leasts[i]!;
        values[i] = value;
        isIn[i] = (least === 0 ? value === 0 : value >= least) ? 1 : 0;
      }
      if (dues[i]! < due) due = dues[i]!;
    }
    column.due = due;
  };
  return {
    name: 'floor: counters written by hand for these rules',
    value: (rule) => values[rowOf[rule]!]!,
    learn,
    add(event) {
      learn(event);
      for (let c = 0; c < all.length; c++) if (all[c]!.due <= event.t) refresh(all[c]!, event.t);
      return isIn;
    },
    inside: () => tasks.filter((_, i) => isIn[rowOf[i]!]).map(({ id }) => id),
  };
}
