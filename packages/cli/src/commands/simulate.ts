import { DEFAULTS, type SimulationOptions, simulateInSteps, summarise } from '@inkling/simulate';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { isColoured } from '../io.ts';
import { examples } from '../output/examples.ts';
import { createProgress } from '../output/progress.ts';
import { wordNumber } from '../output/words.ts';
import { writeJson } from '../output/write-json.ts';
import { readRulesFile } from '../rules-file.ts';
import { wordSimulation } from '../simulate/word-simulation.ts';
import type { CommandContext } from './context.ts';

type Asked =
  | 'visitors'
  | 'days'
  | 'seed'
  | 'from'
  | 'refuse'
  | 'wipe'
  | 'late'
  | 'repeat'
  | 'lose'
  | 'lift';

interface SimulateFlags extends Pick<SimulationOptions, Asked> {
  readonly rules: string;
  readonly quiet: boolean;
  readonly json: boolean;
}

/** After this many visitors the process looks up: for progress, and for an interrupt. */
const PAUSE = 50;

const EXAMPLES = [
  'inkling simulate --rules rules.json',
  'inkling simulate --rules rules.json --visitors 10000 --days 30 --seed 7 --json',
  'inkling simulate --rules rules.json --late 0.3 --repeat 0.3 --lose 0.1',
];

/** `inkling simulate`: the truth of made-up visitors beside what the edge would count. */
export function addSimulate(program: Command, context: CommandContext): void {
  program
    .command('simulate')
    .summary('hold the counts beside a known truth')
    .description(
      'Sends made-up visitors with known behaviour through sessioniser, engine, contributor and fold.',
    )
    .requiredOption('--rules <file>', 'rule file, or - for standard input')
    .addOption(whole('--visitors <n>', 'visitors', DEFAULTS.visitors))
    .addOption(whole('--days <n>', 'days', DEFAULTS.days))
    .addOption(whole('--seed <n>', 'another seed, other visitors', DEFAULTS.seed))
    .option('--from <day>', 'first day, YYYY-MM-DD', parseDay, DEFAULTS.from)
    .addOption(share('--refuse <share>', 'visitors who refuse measurement', DEFAULTS.refuse))
    .addOption(share('--wipe <share>', 'visits that find the storage lost', DEFAULTS.wipe))
    .addOption(share('--late <share>', 'reports that come up to 72 h late', DEFAULTS.late))
    .addOption(share('--repeat <share>', 'reports that come more than once', DEFAULTS.repeat))
    .addOption(share('--lose <share>', 'reports that never come', DEFAULTS.lose))
    .addOption(share('--lift <share>', 'what half of the visitors do more', DEFAULTS.lift))
    .option('-q, --quiet', 'no progress', false)
    .option('--json', 'print the report as JSON (schema/simulate.schema.json)', false)
    .addHelpText('before', examples(EXAMPLES))
    .action((flags: SimulateFlags) => simulate(flags, context));
}

async function simulate(flags: SimulateFlags, { io, setExitCode }: CommandContext): Promise<void> {
  const { rules: file, quiet, json, ...asked } = flags;
  const { rules } = await readRulesFile(file, io);
  const options: SimulationOptions = { ...DEFAULTS, ...asked };
  const progress = createProgress(io, quiet);
  const steps = simulateInSteps(rules, options);
  let step = steps.next();
  for (; !step.done; step = steps.next()) {
    const visitors = step.value;
    if (visitors % PAUSE > 0) continue;
    progress.show(() => `${wordNumber(visitors)} of ${wordNumber(options.visitors)} visitors`);
    await new Promise((resolve) => setImmediate(resolve));
    io.signal.throwIfAborted();
  }
  progress.end();
  const report = summarise(step.value);
  if (report.wrongCells > 0) setExitCode(1);
  if (json) return writeJson(report, io);
  await io.out(wordSimulation(report, isColoured(io)));
}

function whole(flags: string, about: string, otherwise: number): Option {
  return new Option(flags, about).default(otherwise).argParser((text) => {
    const found = Number(text);
    if (Number.isSafeInteger(found) && found > 0) return found;
    throw new InvalidArgumentError('Expected a whole number above 0.');
  });
}

function share(flags: string, about: string, otherwise: number): Option {
  return new Option(flags, about).default(otherwise).argParser((text) => {
    const found = Number(text);
    if (text.trim() !== '' && found >= 0 && found <= 1) return found;
    throw new InvalidArgumentError('Expected a number from 0 to 1.');
  });
}

function parseDay(text: string): string {
  const t = Date.parse(text);
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(t)) {
    if (new Date(t).toISOString().startsWith(text)) return text;
  }
  throw new InvalidArgumentError('Expected a day such as 2026-01-05.');
}
