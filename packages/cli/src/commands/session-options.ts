import type { SessionRules } from '@inkling/engine';
import { parseRules, RuleError, type Rules } from '@inkling/rules';
import { type Command, Option } from 'commander';
import { CliError } from '../errors.ts';

/** What commander gives for the options that stand in for a file's `session`. */
export interface SessionFlags {
  readonly sessionTimeout?: string;
  readonly sessionMax?: string;
  readonly sessionTie?: 'new' | 'same';
  readonly sessionNewAtMidnight?: 'yes' | 'no';
  readonly sessionNewOnCampaign?: 'yes' | 'no';
}

/** Adds the options that override the `session` of a rule file. */
export function addSessionOptions(command: Command): Command {
  const yesNo = (flags: string, about: string) => new Option(flags, about).choices(['yes', 'no']);
  const tie = new Option('--session-tie <new|same>', 'what a gap of exactly the timeout does');
  return command
    .option('--session-timeout <duration>', 'idle time that ends a session, such as 30m')
    .option('--session-max <duration>', 'longest session, such as 24h, or none')
    .addOption(tie.choices(['new', 'same']))
    .addOption(yesNo('--session-new-at-midnight <yes|no>', 'whether midnight ends a session'))
    .addOption(yesNo('--session-new-on-campaign <yes|no>', 'whether a new campaign opens one'));
}

/**
 * Gives the rules with the sessions that the command line asks for.
 *
 * @throws {@link CliError} `usage` for what a rule file's `session` may not say either.
 */
export function withSessionFlags(rules: Rules, flags: SessionFlags): Rules {
  const asked: Partial<SessionRules> = {
    ...(flags.sessionTimeout !== undefined && {
      timeoutMs: parseSession('timeout', flags.sessionTimeout).timeoutMs,
    }),
    ...(flags.sessionMax !== undefined && {
      maxMs: parseSession('max', flags.sessionMax === 'none' ? null : flags.sessionMax).maxMs,
    }),
    ...(flags.sessionNewAtMidnight && { newAtMidnight: flags.sessionNewAtMidnight === 'yes' }),
    ...(flags.sessionNewOnCampaign && { newOnCampaign: flags.sessionNewOnCampaign === 'yes' }),
  };
  const session = { ...rules.session, ...asked };
  return { ...rules, session: flags.sessionTie === 'same' ? withTiesInside(session) : session };
}

/**
 * Instants are whole milliseconds, so "longer than the timeout" is "at least a millisecond more";
 * the systems that keep a tie at the timeout keep one at the greatest length too.
 */
function withTiesInside({ timeoutMs, maxMs, ...rest }: SessionRules): SessionRules {
  return { ...rest, timeoutMs: timeoutMs + 1, maxMs: maxMs === null ? null : maxMs + 1 };
}

/** The language's own parser reads lengths, so that both take the same ones. */
function parseSession(key: 'timeout' | 'max', value: string | null): SessionRules {
  try {
    return parseRules({ format: 1, site: 'x', session: { [key]: value } }).session;
  } catch (error) {
    if (!(error instanceof RuleError)) throw error;
    throw new CliError('usage', `--session-${key}: ${error.detail}`, {}, { cause: error });
  }
}
