import type { RawEvent } from '../input/raw-event.ts';
import { openPartitions, type Partitions } from './partitions.ts';

/** How much may be held before events go to temporary files. */
export interface GroupOptions {
  /** Bytes that the events in memory may take, by estimate. */
  readonly memoryBytes: number;
  /** Called after every batch with the number of events so far. */
  readonly onProgress?: (events: number) => void;
}

/** A whole input, grouped; valid until `close`. */
export interface Grouped {
  readonly events: number;
  /** Instant of the first event, ms since the epoch; `null` when there are none. */
  readonly from: number | null;
  readonly to: number | null;
  /** Whether the events went through temporary files. */
  readonly spilled: boolean;
  /** Each visitor's events once, in no order, neither the visitors nor their events. */
  histories(): AsyncIterable<RawEvent[]>;
  /** Removes the temporary files. */
  close(): Promise<void>;
}

type ByVisitor = Map<string, RawEvent[]>;

const SAMPLE_EVERY = 16;
/** An event without params: its object, its place in an array, its share of maps and strings. */
const BASE_BYTES = 200;

/**
 * Gathers each visitor's events, however they are scattered through the input.
 *
 * Up to the memory allowed they stay in memory; beyond it all go to temporary files, by a hash of
 * the visitor, and are read back one file at a time. One visitor's events must fit in memory.
 */
export async function groupByVisitor(
  batches: AsyncIterable<RawEvent[]>,
  options: GroupOptions,
): Promise<Grouped> {
  let held: ByVisitor = new Map();
  let heldBytes = 0;
  let partitions: Partitions | null = null;
  let events = 0;
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  try {
    for await (const batch of batches) {
      for (const event of batch) {
        if (event.t < from) from = event.t;
        if (event.t > to) to = event.t;
        if (events++ % SAMPLE_EVERY === 0) heldBytes += SAMPLE_EVERY * estimateBytes(event);
        if (partitions === null) hold(held, event);
        else partitions.write(event);
      }
      if (partitions === null && heldBytes > options.memoryBytes) {
        partitions = openPartitions();
        for (const list of held.values()) for (const event of list) partitions.write(event);
        held = new Map();
      }
      options.onProgress?.(events);
    }
  } catch (error) {
    partitions?.close();
    throw error;
  }
  return {
    events,
    from: events > 0 ? from : null,
    to: events > 0 ? to : null,
    spilled: partitions !== null,
    histories: () => (partitions === null ? inMemory(held) : inPartitions(partitions)),
    close: async () => partitions?.close(),
  };
}

function estimateBytes(event: RawEvent): number {
  return BASE_BYTES + 2 * JSON.stringify(event.params).length;
}

function hold(held: ByVisitor, event: RawEvent): void {
  const list = held.get(event.visitor);
  if (list === undefined) held.set(event.visitor, [event]);
  else list.push(event);
}

async function* inMemory(held: ByVisitor): AsyncGenerator<RawEvent[]> {
  yield* held.values();
}

async function* inPartitions(partitions: Partitions): AsyncGenerator<RawEvent[]> {
  for (let i = 0; i < partitions.count; i++) {
    const held: ByVisitor = new Map();
    for await (const batch of partitions.read(i)) for (const event of batch) hold(held, event);
    yield* held.values();
  }
}
