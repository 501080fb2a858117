import type { Population } from '@inkling/engine';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { CliError } from '../errors.ts';
import { createRowMap } from '../input/create-row-map.ts';
import { readInstant } from '../input/instant.ts';
import { isPopulation } from '../input/is-population.ts';
import type { TextEncoding } from '../input/open-bytes.ts';
import { parseFieldMap } from '../input/parse-field-map.ts';
import type { EventFormat } from '../input/read-events.ts';
import { readInputs } from '../input/read-inputs.ts';
import { readMerges } from '../input/read-merges.ts';
import { readJson } from '../input/read-text.ts';
import type { RowMap } from '../input/row-map.ts';
import type { Io } from '../io.ts';

/** What commander gives for the options that say how events are read. */
export interface EventFlags {
  readonly events: readonly string[];
  readonly map: readonly string[];
  readonly mergeVisitors?: string;
  readonly format: EventFormat;
  readonly encoding: TextEncoding;
  readonly skipBad: boolean;
}

/** Adds the options that every command which reads events has. */
export function addEventOptions(command: Command): Command {
  return command
    .requiredOption(
      '--events <file>',
      'NDJSON or CSV, perhaps gzipped; - for standard input (repeatable: read as one)',
      collect,
    )
    .option(
      '--map <file>',
      "names the columns of another system's file (one for all files, or one for each)",
      collect,
      [],
    )
    .option('--merge-visitors <file>', 'CSV of visitor,is: the name that stands for both')
    .addOption(
      new Option('--format <format>', 'what the events are written in')
        .choices(['auto', 'ndjson', 'csv', 'tsv'])
        .default('auto'),
    )
    .addOption(
      new Option('--encoding <encoding>', 'how its letters are written; auto is UTF-8 or UTF-16')
        .choices(['auto', 'latin1'])
        .default('auto'),
    )
    .option('--skip-bad', 'count lines that are no events instead of stopping', false);
}

function collect(text: string, earlier: readonly string[] = []): readonly string[] {
  return [...earlier, text];
}

/**
 * Opens the events that those options name.
 *
 * @throws {@link CliError} `usage`, `bad-map`, `not-json` or `unreadable-file`; while iterating also
 *   `bad-event`.
 */
export async function openEvents(
  flags: EventFlags,
  io: Io,
): Promise<ReturnType<typeof readInputs>> {
  const { events, format, encoding, skipBad } = flags;
  if (flags.map.length > 1 && flags.map.length !== events.length) {
    const found = `found ${flags.map.length} for ${events.length}`;
    throw new CliError('usage', `expected one --map, or one for each --events; ${found}`);
  }
  if (events.filter((file) => file === '-').length > 1) {
    throw new CliError('usage', 'standard input can be read only once');
  }
  const maps: RowMap[] = [];
  for (const file of flags.map) maps.push(await readMap(file, io));
  const inputs = events.map((file, i) => {
    const map = maps[i] ?? maps[0] ?? null;
    return { file, read: { format, encoding, skipBad, map } };
  });
  const merges = flags.mergeVisitors;
  const visitors = merges === undefined ? new Map() : await readMerges(merges, io);
  return readInputs(inputs, visitors, io);
}

async function readMap(file: string, io: Io): Promise<RowMap> {
  const value = await readJson(file, io);
  try {
    return createRowMap(parseFieldMap(value));
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    throw new CliError(error.code, error.message, { file, ...error.place }, { cause: error });
  }
}

/**
 * Reads breakpoints: a file of them, or a report of `backtest` that holds some.
 *
 * @throws {@link CliError} `bad-population`, `not-json` or `unreadable-file`.
 */
export async function readPopulation(file: string, io: Io): Promise<Population> {
  const value = (await readJson(file, io)) as { readonly population?: unknown } | null;
  const found: unknown = value?.population ?? value;
  if (isPopulation(found)) return found;
  const expected = 'expected {"signal": {"values": [rising], "below": [shares from 0 to 1]}}';
  throw new CliError('bad-population', expected, { file });
}

/** Reads an instant of the command line. */
export function parseInstantFlag(text: string): number {
  const instant = readInstant(text);
  if (instant === null) {
    throw new InvalidArgumentError('Expected ISO 8601, seconds or milliseconds since 1970.');
  }
  return instant;
}

/** Gathers the instants of a repeated option. */
export function collectInstants(text: string, earlier: readonly number[]): readonly number[] {
  return [...earlier, parseInstantFlag(text)];
}
