import type { Io } from '../io.ts';
import type { BadEventCode, RawEvent } from './raw-event.ts';
import { type EventSource, type ReadOptions, readEvents, type Skipped } from './read-events.ts';

/** A file of events, and how to read it. */
export interface EventInput {
  readonly file: string;
  readonly read: ReadOptions;
}

/**
 * Reads several files as one, in the order given: of events of the same instant, those of the
 * earlier file come first.
 *
 * @param visitors - By the name of a visitor in the files, the one that is meant.
 * @throws What `readEvents` throws, while iterating.
 */
export function readInputs(
  inputs: readonly EventInput[],
  visitors: ReadonlyMap<string, string>,
  io: Io,
): Omit<EventSource, 'taken'> {
  const sources = inputs.map(({ file, read }) => readEvents(file, read, io));
  async function* batches(): AsyncGenerator<RawEvent[]> {
    let first = 0;
    for (const source of sources) {
      let next = first;
      for await (const batch of source.batches) {
        const moved = first === 0 && visitors.size === 0 ? batch : batch.map(move(first, visitors));
        next = (moved.at(-1) as RawEvent).n + 1;
        yield moved;
      }
      first = next;
    }
  }
  return { batches: batches(), skipped: () => addUp(sources.map((source) => source.skipped())) };
}

function move(first: number, visitors: ReadonlyMap<string, string>) {
  return (event: RawEvent): RawEvent => {
    const visitor = visitors.get(event.visitor) ?? event.visitor;
    return { ...event, visitor, n: event.n + first };
  };
}

function addUp(all: readonly Skipped[]): Skipped {
  const badByCode: { [code in BadEventCode]?: number } = {};
  for (const one of all) {
    for (const [code, bad] of Object.entries(one.badByCode) as [BadEventCode, number][]) {
      badByCode[code] = (badByCode[code] ?? 0) + bad;
    }
  }
  return {
    bad: all.reduce((sum, { bad }) => sum + bad, 0),
    badByCode,
    examples: all.flatMap(({ examples }) => examples),
    byMap: all.reduce((sum, { byMap }) => sum + byMap, 0),
  };
}
