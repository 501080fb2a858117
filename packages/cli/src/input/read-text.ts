import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { CliError } from '../errors.ts';
import type { Io } from '../io.ts';

/**
 * Reads a whole text file, or standard input for `-`.
 *
 * @throws {@link CliError} `unreadable-file`.
 */
export async function readText(file: string, io: Io): Promise<string> {
  try {
    if (file === '-') return await readStdin(io);
    return await readFile(resolve(io.cwd, file), 'utf8');
  } catch (cause) {
    throw new CliError('unreadable-file', reasonOf(cause), { file }, { cause });
  }
}

async function readStdin(io: Io): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of io.stdin) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

/** Why a file cannot be read, in words that the system does not have. */
export function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const { code } = cause as NodeJS.ErrnoException;
  if (code === 'ENOENT') return 'no such file';
  if (code === 'EISDIR') return 'expected a file, found a folder';
  if (code === 'EACCES') return 'no right to read it';
  return cause.message;
}

/**
 * Reads a JSON file, or standard input for `-`.
 *
 * @throws {@link CliError} `unreadable-file` or `not-json`.
 */
export async function readJson(file: string, io: Io): Promise<unknown> {
  const text = await readText(file, io);
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new CliError('not-json', reason, { file }, { cause });
  }
}
