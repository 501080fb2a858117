import { diffRules, type RuleChange } from '@inkling/rules';
import type { Command } from 'commander';
import { examples } from '../output/examples.ts';
import { wordCount } from '../output/words.ts';
import { writeJson } from '../output/write-json.ts';
import { readRulesFile } from '../rules-file.ts';
import type { CommandContext } from './context.ts';

interface DiffFlags {
  readonly exitCode: boolean;
  readonly json: boolean;
}

const MARKS = { added: '+', removed: '-', changed: '~' } as const;

/** `inkling diff BEFORE AFTER`: what changes between two rule files. */
export function addDiff(program: Command, context: CommandContext): void {
  program
    .command('diff')
    .summary('compare two rule files')
    .description('Shows what differs, and by what somebody may enter or leave a segment.')
    .argument('<before>', 'rule file')
    .argument('<after>', 'rule file')
    .option('--exit-code', 'exit with 4 when they differ', false)
    .option('--json', 'print {"changes"} as JSON', false)
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
  { exitCode, json }: DiffFlags,
  { io, setExitCode }: CommandContext,
): Promise<void> {
  const [was, now] = [await readRulesFile(before, io), await readRulesFile(after, io)];
  const changes = diffRules(was.rules, now.rules);
  if (exitCode && changes.length > 0) setExitCode(4);
  if (json) return writeJson({ changes }, io);
  if (changes.length === 0) return io.out('No difference but spelling.\n');
  for (const change of changes) await io.out(wordChange(change));
  const moving = changes.filter(({ meaning }) => meaning).length;
  await io.out(`${wordCount(changes.length, 'change')}, ${moving} of which can move visitors.\n`);
}

function wordChange({ change, path, meaning, words }: RuleChange): string {
  return `${MARKS[change]} ${path}${meaning ? ' (moves visitors)' : ''}\n    ${words}\n`;
}
