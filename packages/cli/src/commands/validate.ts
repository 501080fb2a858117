import { wordFault } from '@inkling/rules';
import type { Command } from 'commander';
import { readText } from '../input/read-text.ts';
import { examples } from '../output/examples.ts';
import { wordCount } from '../output/words.ts';
import { writeJson } from '../output/write-json.ts';
import { checkRules } from '../rules-file.ts';
import type { CommandContext } from './context.ts';

/** `inkling validate RULES`: says whether a rule file can be used, and if not, everything why. */
export function addValidate(program: Command, context: CommandContext): void {
  program
    .command('validate')
    .summary('check a rule file')
    .description('Checks a rule file and shows the path and reason of every fault.')
    .argument('<rules>', 'rule file, or - for standard input')
    .option('--json', 'print {"ok", "faults", …} as JSON', false)
    .addHelpText(
      'before',
      examples(['inkling validate rules.json', 'inkling validate rules.json --json | jq .faults']),
    )
    .action((file: string, { json }: { json: boolean }) => validate(file, json, context));
}

async function validate(file: string, json: boolean, context: CommandContext): Promise<void> {
  const { io } = context;
  const checked = checkRules(await readText(file, io));
  if (checked.faults.length > 0) context.setExitCode(3);
  if (json) {
    const { rules, faults } = checked;
    const known = rules && {
      site: rules.site,
      segments: rules.segments.map(({ id }) => id),
      signals: rules.signals.map(({ id }) => id),
    };
    return writeJson({ ok: faults.length === 0, file, ...known, faults }, io);
  }
  for (const fault of checked.faults) io.err(`${file}: ${wordFault(fault)}\n`);
  if (checked.rules === null) {
    io.err(`${wordCount(checked.faults.length, 'fault')}; nothing of this file can be used.\n`);
    return;
  }
  const { segments, signals, conversions } = checked.rules;
  const parts = [
    wordCount(segments.length, 'segment'),
    wordCount(signals.length, 'signal'),
    wordCount(conversions.length, 'conversion'),
  ];
  await io.out(`${file} is valid: ${parts.join(', ')}.\n`);
}
