import type { Command } from 'commander';
import { callEdge, type Edge, findEdge } from '../api/request.ts';
import { CliError } from '../errors.ts';
import type { Io } from '../io.ts';
import { examples } from '../output/examples.ts';
import { table } from '../output/table.ts';
import { writeJson } from '../output/write-json.ts';
import type { CommandContext } from './context.ts';
import { parseNumber, type SiteFlags, siteAddress, siteCommand } from './site-command.ts';

interface RollbackFlags extends SiteFlags {
  readonly to?: number;
}

/** A version as the worker lists it; it may say more. */
interface Version {
  readonly seq: number;
  readonly issued?: number;
  readonly author?: string;
  readonly note?: string;
  /** Day on which the first review is due. */
  readonly review?: string | null;
}

/** `inkling versions` and `inkling rollback`: what was published, and back to it. */
export function addRollback(program: Command, context: CommandContext): void {
  siteCommand(program, 'versions', 'list what was published')
    .description('Lists the last hundred versions, the newest first.')
    .addHelpText('before', examples(['inkling versions --site daily-ink']))
    .action((flags: SiteFlags) => versions(flags, context));
  siteCommand(program, 'rollback', 'publish earlier rules again')
    .description(
      'Publishes the rules of an earlier version as a new one. The token comes from INKLING_TOKEN.',
    )
    .option('--to <seq>', 'number of the version (default: the one before the newest)', parseNumber)
    .addHelpText(
      'before',
      examples(['inkling rollback --site daily-ink', 'inkling rollback --site daily-ink --to 7']),
    )
    .action((flags: RollbackFlags) => rollback(flags, context));
}

async function versions(flags: SiteFlags, { io }: CommandContext): Promise<void> {
  const found = await fetchVersions(findEdge(flags.edge, io), flags, io);
  if (flags.json) return writeJson({ site: flags.site, versions: found }, io);
  const rows = found.map(({ seq, issued, author, review, note }) => [
    String(seq),
    issued === undefined ? '' : new Date(issued).toISOString(),
    author ?? '',
    review ?? '',
    note ?? '',
  ]);
  const heads = ['published', 'by', 'review', 'note'].map((head) => ({ head }));
  await io.out(table([{ head: 'version', align: 'right' }, ...heads], rows));
}

async function rollback(flags: RollbackFlags, { io }: CommandContext): Promise<void> {
  const edge = findEdge(flags.edge, io);
  const to = flags.to ?? (await fetchVersions(edge, flags, io))[1]?.seq;
  if (to === undefined) throw new CliError('refused', 'There is no earlier version to go back to.');
  const call = {
    method: 'POST',
    path: siteAddress(flags, '/rollback'),
    body: JSON.stringify({ to }),
  } as const;
  const { seq } = (await callEdge(edge, call, io)) as Version;
  if (flags.json) return writeJson({ site: flags.site, seq, to }, io);
  await io.out(`${flags.site} is at version ${seq}, with the rules of version ${to}.\n`);
}

async function fetchVersions(edge: Edge, flags: SiteFlags, io: Io): Promise<readonly Version[]> {
  const path = siteAddress(flags, '/versions');
  const answer = await callEdge(edge, { method: 'GET', path }, io);
  return (answer as { readonly versions: readonly Version[] }).versions;
}
