import type { Command } from 'commander';
import { diffRules, type RulesDiff } from '../diff/diff-rules.ts';
import type { JsonChange } from '../diff/json-changes.ts';
import { examples } from '../output/examples.ts';
import { writeJson } from '../output/write-json.ts';
import { readRulesFile } from '../rules-file.ts';
import type { CommandContext } from './context.ts';

interface DiffFlags {
  readonly exitCode: boolean;
  readonly json: boolean;
}

const WORDS = {
  added: 'is new',
  removed: 'is gone',
  meaning: 'means something else: visitors may enter or leave by this change',
  words: 'is only worded otherwise: nobody enters or leaves',
} as const;

/** `inkling diff A B`: what changes between two rule files. */
export function addDiff(program: Command, context: CommandContext): void {
  program
    .command('diff')
    .summary('compare two rule files')
    .description('Shows what differs, and which segments mean something else.')
    .argument('<before>', 'rule file')
    .argument('<after>', 'rule file')
    .option('--exit-code', 'exit with 4 when they differ', false)
    .option('--json', 'print {"segments", "changes"} as JSON', false)
    .addHelpText(
      'before',
      examples(['inkling diff rules.json draft.json', 'inkling diff a.json b.json --exit-code']),
    )
    .action((before: string, after: string, flags: DiffFlags) =>
      diff(before, after, flags, context),
    );
}

async function diff(
  before: string,
  after: string,
  flags: DiffFlags,
  { io, setExitCode }: CommandContext,
): Promise<void> {
  const found = diffRules(await readRulesFile(before, io), await readRulesFile(after, io));
  if (flags.exitCode && found.changes.length > 0) setExitCode(4);
  if (flags.json) return writeJson(found, io);
  await io.out(wordDiff(found));
}

function wordDiff({ segments, changes }: RulesDiff): string {
  if (changes.length === 0) return 'No difference.\n';
  const said = segments.map(({ segment, change }) => `${segment} ${WORDS[change]}.\n`);
  const gap = said.length > 0 ? ['\n'] : [];
  return [...said, ...gap, ...changes.map(wordChange)].join('');
}

function wordChange({ path, from, to }: JsonChange): string {
  const lines = [
    ...(from === undefined ? [] : [`  - ${JSON.stringify(from)}\n`]),
    ...(to === undefined ? [] : [`  + ${JSON.stringify(to)}\n`]),
  ];
  return `${path || '(file)'}\n${lines.join('')}`;
}
