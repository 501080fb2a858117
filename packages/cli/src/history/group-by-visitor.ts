import type { RawEvent } from '../input/raw-event.ts';
import { createEventStore, type EventStore } from './event-store.ts';
import {
  openPartitions,
  type PartitionFiles,
  type Partitions,
  readPartition,
} from './partitions.ts';

/** How much may be held before events go to temporary files. */
export interface GroupOptions {
  /** Bytes that the events in memory may take. */
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
  /** The temporary files that the events went to; `null` when they are in memory. */
  readonly files: PartitionFiles | null;
  /** Batches of histories: each visitor's events once, in the order of the input. */
  histories(): AsyncIterable<RawEvent[][]>;
  /** Removes the temporary files. */
  close(): Promise<void>;
}

const BATCH = 256;

/**
 * Gathers each visitor's events, however they are scattered through the input.
 *
 * Up to the memory allowed they stay in memory; beyond it all go to temporary files, by a hash of
 * the visitor, and are read back one file at a time. The share of visitors that one file holds
 * (one in 256) must fit in memory.
 */
export async function groupByVisitor(
  batches: AsyncIterable<RawEvent[]>,
  options: GroupOptions,
): Promise<Grouped> {
  let store = createEventStore();
  let partitions: Partitions | null = null;
  let events = 0;
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  try {
    for await (const batch of batches) {
      for (const event of batch) {
        if (event.t < from) from = event.t;
        if (event.t > to) to = event.t;
        if (partitions === null) store.add(event);
        else partitions.write(event);
      }
      if (partitions === null && store.bytes > options.memoryBytes) {
        partitions = openPartitions();
        for (const history of store.histories())
          for (const event of history) partitions.write(event);
        store = createEventStore();
      }
      events += batch.length;
      options.onProgress?.(events);
    }
  } catch (error) {
    partitions?.close();
    throw error;
  }
  partitions?.finish();
  return {
    events,
    from: events > 0 ? from : null,
    to: events > 0 ? to : null,
    files: partitions,
    histories: () => (partitions === null ? inBatches(store) : inPartitions(partitions)),
    close: async () => partitions?.close(),
  };
}

async function* inBatches(store: EventStore): AsyncGenerator<RawEvent[][]> {
  let batch: RawEvent[][] = [];
  for (const history of store.histories()) {
    batch.push(history);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  yield batch;
}

async function* inPartitions({ folder, count }: PartitionFiles): AsyncGenerator<RawEvent[][]> {
  for (let i = 0; i < count; i++) yield* historiesOf(folder, i);
}

/** Batches of the histories in one temporary file. */
export async function* historiesOf(
  folder: string,
  partition: number,
): AsyncGenerator<RawEvent[][]> {
  const store = createEventStore();
  for await (const batch of readPartition(folder, partition)) {
    for (const event of batch) store.add(event);
  }
  yield* inBatches(store);
}
