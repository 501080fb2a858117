import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { isTemplateName, loadTemplate, parseRules, RuleError, templateNames } from '@inkling/rules';
import type { Command } from 'commander';
import { CliError } from '../errors.ts';
import { examples } from '../output/examples.ts';
import { nearest } from '../output/nearest.ts';
import type { CommandContext } from './context.ts';

interface NewFlags {
  readonly model: string;
  readonly site?: string;
  readonly timezone?: string;
  readonly currency?: string;
  readonly out?: string;
  readonly list: boolean;
}

/** `inkling new --model NAME`: a rule file to start from. */
export function addNew(program: Command, context: CommandContext): void {
  program
    .command('new')
    .summary('start a rule file from a model')
    .description('Writes a tested rule file with documented thresholds, ready to be changed.')
    .option('--model <name>', templateNames.join(', '))
    .option('--site <id>', "the site's id (default: your-site)")
    .option('--timezone <zone>', 'IANA zone that days follow, such as Europe/Paris')
    .option('--currency <code>', 'ISO 4217, such as USD')
    .option('--out <file>', 'write this file instead of standard output; never overwrites')
    .option('--list', 'list the models', false)
    .addHelpText(
      'before',
      examples(['inkling new --list', 'inkling new --model rfm --site my-shop --out rules.json']),
    )
    .action((flags: NewFlags) => newRules(flags, context));
}

async function newRules(flags: NewFlags, { io }: CommandContext): Promise<void> {
  if (flags.list) return io.out(templateNames.map((name) => `${name}\n`).join(''));
  const text = `${JSON.stringify(fill(flags), null, 2)}\n`;
  if (flags.out === undefined) return io.out(text);
  try {
    await writeFile(resolve(io.cwd, flags.out), text, { flag: 'wx' });
  } catch (cause) {
    const isThere = (cause as NodeJS.ErrnoException).code === 'EEXIST';
    const reason = isThere ? 'is there already' : String(cause);
    throw new CliError('unwritable-file', reason, { file: flags.out }, { cause });
  }
  io.err(`Wrote ${flags.out}.\n`);
}

function fill({ model, site, timezone, currency }: NewFlags): { readonly [key: string]: unknown } {
  if (model === undefined || !isTemplateName(model)) {
    const near = model === undefined ? null : nearest(model, templateNames);
    const hint =
      near === null ? `the models are ${templateNames.join(', ')}` : `did you mean "${near}"?`;
    throw new CliError(
      'usage',
      `${model === undefined ? 'Name a --model' : `no model "${model}"`}; ${hint}`,
    );
  }
  // The address of the schema holds only where the template itself lies.
  const { $schema: _, ...template } = loadTemplate(model);
  const file = {
    ...template,
    ...(site !== undefined && { site }),
    ...(timezone !== undefined && { timezone }),
    ...(currency !== undefined && { currency }),
  };
  try {
    parseRules(file);
  } catch (error) {
    if (error instanceof RuleError) throw new CliError('usage', error.detail, { path: error.path });
    throw error;
  }
  return file;
}
