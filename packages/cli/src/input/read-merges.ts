import { CliError } from '../errors.ts';
import type { Io } from '../io.ts';
import { createRowMap } from './create-row-map.ts';
import { parseFieldMap } from './parse-field-map.ts';
import { readEvents } from './read-events.ts';

// A row is read as an event of `visitor` whose type is the other name.
const MAP = { visitor: 'visitor', t: { const: 0 }, type: 'is' };

/**
 * Reads which visitors are one: a CSV or NDJSON file with `visitor` and `is`, the name that stands
 * for both. What stands for one may itself be another one.
 *
 * @returns By visitor, the last name that stands for it.
 * @throws {@link CliError} `bad-event` for a visitor who is two others, or who is itself in the end;
 *   what `readEvents` throws.
 */
export async function readMerges(file: string, io: Io): Promise<ReadonlyMap<string, string>> {
  const options = {
    format: 'auto',
    map: createRowMap(parseFieldMap(MAP)),
    skipBad: false,
  } as const;
  const direct = new Map<string, string>();
  for await (const batch of readEvents(file, options, io).batches) {
    for (const { visitor, type } of batch) {
      const known = direct.get(visitor);
      if (known !== undefined && known !== type) {
        throw new CliError('bad-event', 'a visitor is said to be two others', { file });
      }
      direct.set(visitor, type);
    }
  }
  return new Map([...direct.keys()].map((visitor) => [visitor, lastOf(visitor, direct, file)]));
}

function lastOf(visitor: string, direct: ReadonlyMap<string, string>, file: string): string {
  let name = visitor;
  for (let steps = 0; ; steps++) {
    const next = direct.get(name);
    if (next === undefined || next === name) return name;
    if (steps > direct.size)
      throw new CliError('bad-event', 'visitors stand for each other in a circle', { file });
    name = next;
  }
}
