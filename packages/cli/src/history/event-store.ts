import type { EventId, Params } from '@inkling/engine';
import type { RawEvent } from '../input/raw-event.ts';
import { createArena } from './arena.ts';
import { createColumn } from './column.ts';
import { createNames } from './names.ts';
import { createSharedParams } from './shared-params.ts';

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
const SHARED_BYTES = 400;
/** Places of an event's numbers in its row. */
const T = 0;
const N = 1;
const TYPE = 2;
const PLACE = 3;
const ROW_LENGTH = 4;
/** The row, the visitor's number, and the place in the order by visitor. */
const ROW_BYTES = ROW_LENGTH * 8 + 4 + 4;

/** Bits beside the number of a type: the row is a `Rest`; its params are shared. */
const HAS_REST = 1;
const IS_SHARED = 2;

/** Makes an empty store. */
export function createEventStore(): EventStore {
  const names = createNames();
  const types = createNames();
  const arena = createArena();
  const shared = createSharedParams();
  const visitor = createColumn(Uint32Array);
  // All numbers of an event lie together, since events are read back in another order.
  const rows = createColumn(Float64Array);
  let count = 0;
  const readRest = (at: number, bits: number): Rest => {
    if (bits & IS_SHARED) return [shared.list[at] as Params, null, null];
    const json = JSON.parse(arena.read(at)) as Params | Rest;
    return bits & HAS_REST ? (json as Rest) : [json as Params, null, null];
  };
  const read = (i: number, name: string): RawEvent => {
    const { values } = rows;
    const at = i * ROW_LENGTH;
    const named = values[at + TYPE] as number;
    const [params, session, id] = readRest(values[at + PLACE] as number, named);
    return {
      visitor: name,
      t: values[at + T] as number,
      n: values[at + N] as number,
      type: types.list[named >> 2] as string,
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
      return (
        arena.bytes +
        shared.list.length * SHARED_BYTES +
        count * ROW_BYTES +
        names.list.length * VISITOR_BYTES
      );
    },
    add(event) {
      const isPlain = event.session === null && event.id === null;
      let known = isPlain ? shared.same(event.params) : -1;
      let json = '';
      if (known < 0) {
        const rest: Params | Rest = isPlain
          ? event.params
          : [event.params, event.session, event.id];
        json = JSON.stringify(rest);
        if (isPlain) known = shared.find(json, event.params);
      }
      const bits = (isPlain ? 0 : HAS_REST) | (known < 0 ? 0 : IS_SHARED);
      visitor.set(count, names.number(event.visitor));
      const at = count * ROW_LENGTH;
      rows.set(at + T, event.t);
      rows.set(at + N, event.n);
      rows.set(at + TYPE, types.number(event.type) * 4 + bits);
      rows.set(at + PLACE, known < 0 ? arena.write(json) : known);
      count++;
    },
    *histories() {
      const starts = groupStarts(visitor.values, count, names.list.length);
      const order = grouped(visitor.values, count, starts);
      for (let i = 0; i < names.list.length; i++) {
        const name = names.list[i] as string;
        const history: RawEvent[] = [];
        for (let at = starts[i] as number; at < (starts[i + 1] as number); at++) {
          history.push(read(order[at] as number, name));
        }
        yield history;
      }
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
