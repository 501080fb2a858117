import { eventCosts, type Finding, lintRules, recordingNeeds } from '@inkling/rules';
import { type Command, InvalidArgumentError } from 'commander';
import { examples } from '../output/examples.ts';
import { wordCount } from '../output/words.ts';
import { writeJson } from '../output/write-json.ts';
import { readRulesFile } from '../rules-file.ts';
import type { CommandContext } from './context.ts';

interface LintFlags {
  readonly strict: boolean;
  readonly maxSegments?: number;
  readonly json: boolean;
}

/** `inkling lint RULES`: what is allowed in a rule file and yet hardly meant. */
export function addLint(program: Command, context: CommandContext): void {
  program
    .command('lint')
    .summary('look for what was hardly meant')
    .description(
      'Finds conditions that never or always hold, repeats, gaps in the notes, and says what must be recorded.',
    )
    .argument('<rules>', 'rule file, or - for standard input')
    .option('--strict', 'exit with 3 when there is a warning', false)
    .option('--max-segments <n>', 'segments that people can look after (default: 20)', parseWhole)
    .option('--json', 'print {"findings", "records", "cost"} as JSON', false)
    .addHelpText(
      'before',
      examples(['inkling lint rules.json', 'inkling lint rules.json --strict']),
    )
    .action((file: string, flags: LintFlags) => lint(file, flags, context));
}

async function lint(
  file: string,
  { strict, maxSegments, json }: LintFlags,
  { io, setExitCode }: CommandContext,
): Promise<void> {
  const { rules } = await readRulesFile(file, io);
  const today = new Date(io.now()).toISOString().slice(0, 10);
  const findings = lintRules(rules, { today, ...(maxSegments !== undefined && { maxSegments }) });
  const warnings = findings.filter(({ level }) => level === 'warning').length;
  if (strict && warnings > 0) setExitCode(3);
  if (json) {
    const more = { records: recordingNeeds(rules), cost: eventCosts(rules) };
    return writeJson({ file, warnings, findings, ...more }, io);
  }
  for (const finding of findings) await io.out(wordFinding(finding, file));
  const notes = findings.length - warnings;
  await io.out(`${wordCount(warnings, 'warning')}, ${wordCount(notes, 'note')}.\n`);
}

function wordFinding({ code, level, path, words, repair }: Finding, file: string): string {
  return `${file}: ${path}: ${level}: ${words} (${code})\n  ${repair}\n`;
}

function parseWhole(text: string): number {
  const whole = Number(text);
  if (Number.isSafeInteger(whole) && whole > 0) return whole;
  throw new InvalidArgumentError('Expected a whole number above 0.');
}
