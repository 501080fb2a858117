import { type Command, InvalidArgumentError } from 'commander';
import { runBacktest } from '../backtest/run-backtest.ts';
import { wordReport } from '../backtest/word-report.ts';
import { isColoured } from '../io.ts';
import { examples } from '../output/examples.ts';
import { createProgress } from '../output/progress.ts';
import { wordCount } from '../output/words.ts';
import { writeJson } from '../output/write-json.ts';
import { readRulesFile } from '../rules-file.ts';
import type { CommandContext } from './context.ts';
import {
  addEventOptions,
  collectInstants,
  type EventFlags,
  openEvents,
  parseInstantFlag,
  readPopulation,
} from './event-options.ts';
import { addSessionOptions, type SessionFlags, withSessionFlags } from './session-options.ts';

interface BacktestFlags extends EventFlags, SessionFlags {
  readonly rules: string;
  readonly at: readonly number[];
  readonly members: boolean;
  readonly values: boolean;
  readonly quantiles: readonly number[];
  readonly sessions: boolean;
  readonly recordedFrom?: number;
  readonly population?: string;
  readonly memory: number;
  readonly workers: number;
  readonly quiet: boolean;
  readonly json: boolean;
}

const EXAMPLES = [
  'inkling backtest --rules rules.json --events events.ndjson.gz',
  'inkling backtest --rules rules.json --events orders.csv --map map.json --json',
  'inkling backtest --rules rules.json --events e.csv --at 2026-02-01 --at 2026-03-01 --members',
  'inkling backtest --rules rules.json --events a.csv --map a.map.json --events b.csv --map b.map.json',
  "zcat logs/*.gz | inkling backtest --rules rules.json --events - --quantiles '0.2,0.4,0.6,0.8'",
];

/** `inkling backtest`: what segments would have been, on a file of events. */
export function addBacktest(program: Command, context: CommandContext): void {
  const command = program
    .command('backtest')
    .summary('replay events and size the segments')
    .description('Replays a file of events through the real sessioniser and engine.')
    .requiredOption('--rules <file>', 'rule file');
  addEventOptions(command)
    .option(
      '--at <instant>',
      'evaluate at this instant (repeatable; default: the last event)',
      collectInstants,
      [],
    )
    .option('--members', 'list the visitors in each segment', false)
    .option('--values', 'list the value of each named signal for each visitor', false)
    .option(
      '--quantiles <shares>',
      'quantiles of the named signals over visitors (type 7)',
      parseShares,
      [],
    )
    .option('--sessions', 'list start, end and events of each session', false)
    .option(
      '--recorded-from <instant>',
      'history is incomplete before this instant',
      parseInstantFlag,
    );
  addSessionOptions(command)
    .option(
      '--population <file>',
      'breakpoints for percentiles (default: those that the visitors of the file give)',
    )
    .option(
      '--memory <MB>',
      'events held in memory before temporary files are used',
      parseMegabytes,
      512,
    )
    .option('--workers <n>', 'threads that replay, one a core', parseWorkers, 1)
    .option('-q, --quiet', 'no progress', false)
    .option('--json', 'print the report as JSON (schema/backtest.schema.json)', false)
    .addHelpText('before', examples(EXAMPLES))
    .action((flags: BacktestFlags) => backtest(flags, context));
}

async function backtest(flags: BacktestFlags, { io }: CommandContext): Promise<void> {
  const { rules: written } = await readRulesFile(flags.rules, io);
  const rules = withSessionFlags(written, flags);
  const options = {
    source: await openEvents(flags, io),
    at: flags.at,
    members: flags.members,
    values: flags.values,
    numbers: flags.quantiles.length > 0,
    quantiles: flags.quantiles,
    sessions: flags.sessions,
    recordedFrom: flags.recordedFrom ?? null,
    population: flags.population === undefined ? null : await readPopulation(flags.population, io),
    memoryBytes: flags.memory * 1e6,
    workers: flags.workers,
  };
  const report = await runBacktest(rules, options, io, createProgress(io, flags.quiet));
  if (report.skipped.bad > 0) {
    const codes = Object.entries(report.skipped.byCode).map(([code, n]) => `${code} ${n}`);
    const lines = wordCount(report.skipped.bad, 'line');
    io.err(`left out ${lines} that are no events: ${codes.join(', ')}\n`);
  }
  if (flags.json) await writeJson(report, io);
  else await io.out(wordReport(report, isColoured(io)));
}

function parseShares(text: string): readonly number[] {
  const shares = text.split(',').map((share) => (share.trim() === '' ? Number.NaN : Number(share)));
  if (shares.every((share) => share >= 0 && share <= 1)) return shares;
  throw new InvalidArgumentError('Expected numbers from 0 to 1, such as 0.2,0.4,0.6,0.8.');
}

function parseMegabytes(text: string): number {
  const megabytes = Number(text);
  if (megabytes >= 1) return megabytes;
  throw new InvalidArgumentError('Expected megabytes, at least 1.');
}

function parseWorkers(text: string): number {
  const workers = Number(text);
  if (Number.isInteger(workers) && workers >= 1 && workers <= 64) return workers;
  throw new InvalidArgumentError('Expected a whole number from 1 to 64.');
}
