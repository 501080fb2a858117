import { spawn } from 'node:child_process';
import { root } from './root.ts';

/** Where a command's output goes: through to ours, kept for the caller, or both. */
export interface CommandOptions {
  /** Keep stdout and stderr in the result and print nothing. Off unless stated. */
  readonly quiet?: boolean;
  /** Added to our own environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** The project's folder unless stated. */
  readonly cwd?: string;
}

/** How a command ended. */
export interface CommandResult {
  /** The exit code; 1 for a command that a signal ended or that could not start. */
  readonly code: number;
  /** What it printed, both streams in order of arrival; empty unless `quiet`. */
  readonly output: string;
}

/**
 * Runs a command without a shell and without stdin, and waits for its end. Never throws: a command
 * that cannot start ends with code 1 and the reason as output.
 */
export function runCommand(
  command: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  const child = spawn(command, args, {
    cwd: options.cwd ?? root,
    env: { ...process.env, ...options.env },
    stdio: options.quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
  });
  const chunks: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => chunks.push(chunk));
  }
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ code: 1, output: String(error) }));
    child.on('close', (code) => resolve({ code: code ?? 1, output: chunks.join('') }));
  });
}
