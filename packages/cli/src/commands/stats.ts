import type { Command } from 'commander';
import { callEdge, findEdge } from '../api/request.ts';
import { examples } from '../output/examples.ts';
import { table } from '../output/table.ts';
import { wordNumber } from '../output/words.ts';
import { writeJson } from '../output/write-json.ts';
import type { CommandContext } from './context.ts';
import { lastDays, parseDay } from './last-days.ts';
import { siteAddress } from './site-command.ts';

interface StatsFlags {
  readonly site: string;
  readonly from?: string;
  readonly to?: string;
  readonly edge?: string;
  readonly json: boolean;
}

/** A folded row of the metrics API. */
interface MetricRow {
  readonly day: string;
  readonly subject: string;
  readonly metric: string;
  readonly bucket?: string;
  readonly arm?: string;
  readonly value: number;
}

/** `inkling stats`: what browsers have reported, by segment and day. */
export function addStats(program: Command, context: CommandContext): void {
  program
    .command('stats')
    .summary('show what browsers reported')
    .description('Shows the anonymous counts of a site. The token comes from INKLING_TOKEN.')
    .requiredOption('--site <site>', "the site's id")
    .option('--from <day>', 'first day, YYYY-MM-DD (default: a week before the last)', parseDay)
    .option('--to <day>', 'last day, YYYY-MM-DD (default: today, UTC)', parseDay)
    .option('--edge <url>', 'address of the worker (default: INKLING_EDGE)')
    .option('--json', 'print the rows as JSON', false)
    .addHelpText(
      'before',
      examples(['INKLING_TOKEN=… inkling stats --site daily-ink --edge https://edge.example']),
    )
    .action((flags: StatsFlags) => stats(flags, context));
}

async function stats(flags: StatsFlags, { io }: CommandContext): Promise<void> {
  const { from, to } = lastDays(flags, io);
  const path = siteAddress({ site: flags.site }, '/metrics', { from, to });
  const answer = await callEdge(findEdge(flags.edge, io), { method: 'GET', path }, io);
  if (flags.json) return writeJson(answer, io);
  const { rows, k } = answer as { readonly rows: readonly MetricRow[]; readonly k: number };
  if (rows.length === 0) return io.out(`Nothing to show from ${from} to ${to} (k = ${k}).\n`);
  await io.out(wordRows(rows));
}

function wordRows(rows: readonly MetricRow[]): string {
  const columns = ['day', 'subject', 'metric', 'cell'].map((head) => ({ head }));
  const cells = rows.map(({ day, subject, metric, bucket, arm, value }) => [
    day,
    subject === '*' ? 'everybody' : subject,
    metric.replaceAll('_', ' '),
    [bucket, arm].filter(Boolean).join(' '),
    wordNumber(value),
  ]);
  return table([...columns, { head: 'value', align: 'right' }], cells);
}
