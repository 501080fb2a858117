import { Command, CommanderError } from 'commander';
import own from '../package.json' with { type: 'json' };
import { addCommands } from './commands/index.ts';
import { CliError } from './errors.ts';
import type { Io } from './io.ts';
import { examples } from './output/examples.ts';

/**
 * Runs one command line.
 *
 * @param args - Without the program's name.
 * @returns The exit code: 0 done, 1 error, 2 usage, 3 something did not validate, 4 drift,
 *   5 token refused, 6 network, 7 conflict, 130 interrupted. Never throws.
 */
export async function run(args: readonly string[], io: Io): Promise<number> {
  let asked = 0;
  const setExitCode = (code: number): void => {
    asked = code;
  };
  const program = createProgram(io, setExitCode);
  try {
    await program.parseAsync(args, { from: 'user' });
    return asked;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    const known = toCliError(error, io);
    io.err(args.includes('--json') ? errorJson(known) : errorText(known));
    if (known.code === 'internal' && io.env.INKLING_DEBUG) io.err(`${String(known.stack)}\n`);
    return known.exitCode;
  }
}

function createProgram(io: Io, setExitCode: (code: number) => void): Command {
  const program = new Command('inkling');
  program
    .description('Checks, replays and publishes behavioural segments.')
    .addHelpText(
      'before',
      examples([
        'inkling new --model rfm --out rules.json',
        'inkling validate rules.json',
        'inkling test rules.json --watch',
        'inkling backtest --rules rules.json --events events.csv.gz',
        'inkling explain loyal --rules rules.json --events events.ndjson --visitor v1',
      ]),
    )
    .addHelpText('after', EXIT_CODES_HELP)
    .configureOutput({ writeOut: (text) => void io.out(text), writeErr: io.err })
    .helpOption('-h, --help', 'show help')
    .version(own.version, '-V, --version', 'show the version')
    .helpCommand('help [command]', 'show help for a command')
    .showHelpAfterError('(inkling -h shows examples)')
    .enablePositionalOptions()
    .exitOverride();
  addCommands(program, { io, setExitCode });
  return program;
}

const EXIT_CODES_HELP = `
Results go to stdout, messages to stderr. Exit codes: 0 done, 1 error, 2 usage,
3 something did not validate, 4 drift, 5 token refused, 6 network, 7 conflict, 130 interrupted.`;

function toCliError(error: unknown, io: Io): CliError {
  if (io.signal.aborted) return new CliError('interrupted', 'Interrupted.', {}, { cause: error });
  if (error instanceof CliError) return error;
  const detail = error instanceof Error ? error.message : String(error);
  return new CliError('internal', detail, {}, { cause: error });
}

function errorText({ message, code, place }: CliError): string {
  const where = [place.file, place.line && `line ${place.line}`, place.path].filter(Boolean);
  const prefix = where.length > 0 ? `${where.join(', ')}: ` : '';
  return `error: ${prefix}${message} (${code})\n`;
}

function errorJson({ message, code, place }: CliError): string {
  return `${JSON.stringify({ error: { code, message, ...place } })}\n`;
}
