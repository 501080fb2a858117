import type { EventId, Params } from '@inkling/engine';
import type { RawEvent } from '../input/raw-event.ts';
import { createArena } from './arena.ts';
import { createColumn } from './column.ts';

/**
 * Many events in few large buffers.
 *
 * As objects, a million events take most of a run's time: the collector copies and marks them
 * again and again. Here an event is a row of numbers and, as JSON, its params.
 */
export interface EventStore {
  readonly events: number;
  readonly visitors: number;
  /** Bytes held, by and large. */
  readonly bytes: number;
  add(event: RawEvent): void;
  /** Each visitor's events, in the order added; the visitors in the order of first appearance. */
  histories(): Generator<RawEvent[]>;
}

/** What does not fit into numbers: of an event with a session or an id of its own. */
type Rest = readonly [params: Params, session: RawEvent['session'], id: EventId | string | null];

/** A visitor's name in the map that finds it, and in the list that numbers it. */
const VISITOR_BYTES = 120;
const ROW_BYTES = 8 + 8 + 4 + 4 + 8 + 4;

/** Makes an empty store. */
export function createEventStore(): EventStore {
  const names = createNames();
  const types = createNames();
  const arena = createArena();
  const visitor = createColumn(Uint32Array);
  const type = createColumn(Uint32Array);
  const t = createColumn(Float64Array);
  const n = createColumn(Float64Array);
  const place = createColumn(Float64Array);
  let count = 0;
  const read = (i: number): RawEvent => {
    const named = type.values[i] as number;
    const json = JSON.parse(arena.read(place.values[i] as number)) as Params | Rest;
    const [params, session, id] =
      named & 1 ? (json as Rest) : ([json as Params, null, null] as const);
    return {
      visitor: names.list[visitor.values[i] as number] as string,
      t: t.values[i] as number,
      n: n.values[i] as number,
      type: types.list[named >> 1] as string,
      session,
      id,
      params,
    };
  };
  return {
    get events() {
      return count;
    },
    get visitors() {
      return names.list.length;
    },
    get bytes() {
      return arena.bytes + count * ROW_BYTES + names.list.length * VISITOR_BYTES;
    },
    add(event) {
      const isPlain = event.session === null && event.id === null;
      const rest: Params | Rest = isPlain ? event.params : [event.params, event.session, event.id];
      visitor.set(count, names.number(event.visitor));
      type.set(count, types.number(event.type) * 2 + (isPlain ? 0 : 1));
      t.set(count, event.t);
      n.set(count, event.n);
      place.set(count, arena.write(JSON.stringify(rest)));
      count++;
    },
    *histories() {
      const starts = groupStarts(visitor.values, count, names.list.length);
      const order = grouped(visitor.values, count, starts);
      for (let i = 0; i < names.list.length; i++) {
        const history: RawEvent[] = [];
        for (let at = starts[i] as number; at < (starts[i + 1] as number); at++) {
          history.push(read(order[at] as number));
        }
        yield history;
      }
    },
  };
}

/** Gives names numbers, in the order of first appearance. */
function createNames() {
  const numbers = new Map<string, number>();
  const list: string[] = [];
  return {
    list,
    number(name: string): number {
      const known = numbers.get(name);
      if (known !== undefined) return known;
      numbers.set(name, list.length);
      return list.push(name) - 1;
    },
  };
}

/** Where each visitor's rows begin when rows are grouped by visitor; one more for the end. */
function groupStarts(visitor: Uint32Array, count: number, visitors: number): Uint32Array {
  const starts = new Uint32Array(visitors + 1);
  for (let i = 0; i < count; i++) starts[(visitor[i] as number) + 1]!++;
  for (let i = 0; i < visitors; i++) starts[i + 1]! += starts[i] as number;
  return starts;
}

/** Rows grouped by visitor, in the order added within each. */
function grouped(visitor: Uint32Array, count: number, starts: Uint32Array): Uint32Array {
  const next = starts.slice();
  const order = new Uint32Array(count);
  for (let i = 0; i < count; i++) order[next[visitor[i] as number]!++] = i;
  return order;
}
