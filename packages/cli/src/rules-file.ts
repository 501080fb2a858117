import { type Fault, parseRules, RuleError, type Rules, wordFault } from '@inkling/rules';
import { CliError } from './errors.ts';
import { readText } from './input/read-text.ts';
import type { Io } from './io.ts';

/** A rule file that was looked at: usable (no faults), or not (at least one). */
export interface CheckedRules {
  readonly rules: Rules | null;
  readonly faults: readonly Fault[];
}

/** A rule file that can be used, with its text as written. */
export interface RulesFile {
  readonly rules: Rules;
  readonly text: string;
}

/** Checks the text of a rule file; a broken file is no exception here. */
export function checkRules(text: string): CheckedRules {
  try {
    return { rules: parseRules(text), faults: [] };
  } catch (error) {
    if (error instanceof RuleError) return { rules: null, faults: error.faults };
    throw error;
  }
}

/**
 * Reads a rule file that has to be usable.
 *
 * @throws {@link CliError} `unreadable-file`, or `bad-rules` with the first fault.
 */
export async function readRulesFile(file: string, io: Io): Promise<RulesFile> {
  const text = await readText(file, io);
  const { rules, faults } = checkRules(text);
  if (rules !== null) return { rules, text };
  const [first] = faults as readonly [Fault, ...Fault[]];
  const more = faults.length > 1 ? `; \`inkling validate\` lists all ${faults.length} faults` : '';
  throw new CliError('bad-rules', `${wordFault(first)}${more}`, { file });
}
