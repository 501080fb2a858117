import { type Command, InvalidArgumentError } from 'commander';
import { callEdge, findEdge } from '../api/request.ts';
import { examples } from '../output/examples.ts';
import { wordCount } from '../output/words.ts';
import { writeJson } from '../output/write-json.ts';
import { readRulesFile } from '../rules-file.ts';
import type { CommandContext } from './context.ts';
import { siteAddress } from './site-command.ts';

interface PublishFlags {
  readonly edge?: string;
  readonly env?: string;
  readonly percent?: number;
  readonly dryRun: boolean;
  readonly json: boolean;
}

/** `inkling publish RULES`: makes a rule file the one that browsers fetch. */
export function addPublish(program: Command, context: CommandContext): void {
  program
    .command('publish')
    .summary('publish a rule file')
    .description(
      'Checks a rule file, then publishes it to its site. The token comes from INKLING_TOKEN.',
    )
    .argument('<rules>', 'rule file')
    .option('--edge <url>', 'address of the worker (default: INKLING_EDGE)')
    .option('--env <env>', 'live, staging or development (default: as the site is set up)')
    .option(
      '--percent <n>',
      'roll out to this share of browsers, 1 to 99 (default: all)',
      parsePercent,
    )
    .option('--dry-run', 'only check, publish nothing', false)
    .option('--json', 'print {"site", "seq", "segments"} as JSON', false)
    .addHelpText(
      'before',
      examples([
        'INKLING_TOKEN=… inkling publish rules.json --edge https://edge.example',
        'inkling publish rules.json --percent 10',
        'inkling publish rules.json --dry-run',
      ]),
    )
    .action((file: string, flags: PublishFlags) => publish(file, flags, context));
}

async function publish(file: string, flags: PublishFlags, { io }: CommandContext): Promise<void> {
  const { rules, text } = await readRulesFile(file, io);
  const { site } = rules;
  if (flags.dryRun) {
    const segments = rules.segments.length;
    if (flags.json) return writeJson({ site, seq: null, segments, published: false }, io);
    return io.out(`${file} could be published to ${site}: ${wordCount(segments, 'segment')}.\n`);
  }
  const edge = findEdge(flags.edge, io);
  const share = flags.percent === undefined ? {} : { percent: String(flags.percent) };
  const path = siteAddress({ ...flags, site }, '/rules', share);
  // The file as it was written: the worker keeps the source beside what it compiles.
  const answer = await callEdge(edge, { method: 'PUT', path, body: text }, io);
  const { seq, segments, proposal } = answer as Answer;
  if (proposal !== undefined) {
    const waiting = {
      site,
      seq: null,
      segments: rules.segments.length,
      published: false,
      proposal,
    };
    if (flags.json) return writeJson(waiting, io);
    return io.out(`${site}: a second person must approve proposal ${proposal}.\n`);
  }
  if (flags.json) return writeJson({ site, seq, segments, published: true }, io);
  const part = flags.percent === undefined ? '' : ` for ${flags.percent} % of browsers`;
  await io.out(`${site} is at version ${seq}${part}: ${wordCount(segments, 'segment')}.\n`);
}

/** A version; or the number of a proposal, where a second person must approve. */
interface Answer {
  readonly seq: number;
  readonly segments: number;
  readonly proposal?: number;
}

function parsePercent(text: string): number {
  const percent = Number(text);
  if (Number.isInteger(percent) && percent >= 1 && percent <= 99) return percent;
  throw new InvalidArgumentError('Expected a whole number from 1 to 99.');
}
