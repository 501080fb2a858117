import { type Fault, parseRules, RuleError, type Rules, wordFault } from '@inkling/rules';
import { CliError } from './errors.ts';
import { readText } from './input/read-text.ts';
import type { Io } from './io.ts';

/** A rule file that was looked at: usable (no faults), or not (at least one). */
export interface CheckedRules {
  readonly rules: Rules | null;
  readonly faults: readonly Fault[];
}

/**
 * Reads and checks a rule file.
 *
 * @throws {@link CliError} `unreadable-file`; a broken file is no exception here.
 */
export async function checkRules(file: string, io: Io): Promise<CheckedRules> {
  const text = await readText(file, io);
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
export async function readRules(file: string, io: Io): Promise<Rules> {
  const { rules, faults } = await checkRules(file, io);
  if (rules !== null) return rules;
  const [first] = faults as readonly [Fault, ...Fault[]];
  const more = faults.length > 1 ? `; \`inkling validate\` lists all ${faults.length} faults` : '';
  throw new CliError('bad-rules', `${wordFault(first)}${more}`, { file });
}
