import type { Population } from '@inkling/engine';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { CliError } from '../errors.ts';
import { createRowMap } from '../input/create-row-map.ts';
import { readInstant } from '../input/instant.ts';
import { isPopulation } from '../input/is-population.ts';
import type { TextEncoding } from '../input/open-bytes.ts';
import { parseFieldMap } from '../input/parse-field-map.ts';
import type { EventFormat, ReadOptions } from '../input/read-events.ts';
import { readJson } from '../input/read-text.ts';
import type { Io } from '../io.ts';

/** What commander gives for the options that say how events are read. */
export interface EventFlags {
  readonly events: string;
  readonly map?: string;
  readonly format: EventFormat;
  readonly encoding: TextEncoding;
  readonly skipBad: boolean;
}

/** Adds the options that every command which reads events has. */
export function addEventOptions(command: Command): Command {
  return command
    .requiredOption('--events <file>', 'NDJSON or CSV, perhaps gzipped; - for standard input')
    .option('--map <file>', "names the columns of another system's file")
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

/**
 * Turns those options into what `readEvents` takes.
 *
 * @throws {@link CliError} `bad-map`, `not-json` or `unreadable-file`.
 */
export async function readOptionsOf(flags: EventFlags, io: Io): Promise<ReadOptions> {
  const { format, encoding, skipBad, map } = flags;
  return { format, encoding, skipBad, map: map === undefined ? null : await readMap(map, io) };
}

async function readMap(file: string, io: Io) {
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
