import type { Command } from 'commander';
import { callEdge, findEdge } from '../api/request.ts';
import { examples } from '../output/examples.ts';
import { table } from '../output/table.ts';
import { wordInstant } from '../output/words.ts';
import { writeJson } from '../output/write-json.ts';
import type { CommandContext } from './context.ts';
import { parseNumber, type SiteFlags, siteAddress, siteCommand } from './site-command.ts';

/** A proposal as the worker lists it; it may say more. */
interface Proposal {
  readonly n: number;
  readonly env: string;
  readonly t: number;
  readonly author: string;
  readonly percent: number;
  readonly decided: number | null;
  readonly decider: string | null;
  readonly approved: number | null;
}

/** `inkling proposals`, `inkling approve` and `inkling reject`: the second pair of eyes. */
export function addApprove(program: Command, context: CommandContext): void {
  siteCommand(program, 'proposals', 'list what waits for a second person')
    .description('Lists the last hundred proposals, the newest first.')
    .addHelpText('before', examples(['inkling proposals --site daily-ink']))
    .action((flags: SiteFlags) => proposals(flags, context));
  siteCommand(program, 'approve', 'publish what another person proposed')
    .description('Publishes a proposal. The token must be of another person than its author.')
    .argument('<n>', 'number of the proposal', parseNumber)
    .addHelpText('before', examples(['inkling approve 3 --site daily-ink']))
    .action((n: number, flags: SiteFlags) => approve(n, flags, context));
  siteCommand(program, 'reject', 'take a proposal off the list')
    .description('Takes a proposal off the list: nobody can approve it any more.')
    .argument('<n>', 'number of the proposal', parseNumber)
    .addHelpText('before', examples(['inkling reject 3 --site daily-ink']))
    .action((n: number, flags: SiteFlags) => reject(n, flags, context));
}

async function proposals(flags: SiteFlags, { io }: CommandContext): Promise<void> {
  const path = siteAddress({ site: flags.site }, '/proposals');
  const answer = await callEdge(findEdge(flags.edge, io), { method: 'GET', path }, io);
  const all = (answer as { readonly proposals: readonly Proposal[] }).proposals;
  const found = all.filter(({ env }) => flags.env === undefined || env === flags.env);
  if (flags.json) return writeJson({ site: flags.site, proposals: found }, io);
  if (found.length === 0) return io.out('Nothing was proposed.\n');
  const rows = found.map((one) => [
    String(one.n),
    one.env,
    `${one.percent} %`,
    wordInstant(one.t),
    one.author,
    wordDecision(one),
  ]);
  const heads = ['environment', 'share', 'proposed', 'by', 'state'].map((head) => ({ head }));
  await io.out(table([{ head: 'proposal', align: 'right' }, ...heads], rows));
}

function wordDecision({ decided, decider, approved }: Proposal): string {
  if (decided === null) return 'waits';
  return `${approved ? 'approved' : 'rejected'} by ${decider} at ${wordInstant(decided)}`;
}

async function approve(n: number, flags: SiteFlags, { io }: CommandContext): Promise<void> {
  const path = siteAddress({ site: flags.site }, `/proposals/${n}/approve`);
  const answer = await callEdge(findEdge(flags.edge, io), { method: 'POST', path }, io);
  const { seq } = answer as { readonly seq: number };
  if (flags.json) return writeJson({ site: flags.site, proposal: n, seq }, io);
  await io.out(`${flags.site} is at version ${seq}, as proposal ${n} has it.\n`);
}

async function reject(n: number, flags: SiteFlags, { io }: CommandContext): Promise<void> {
  const path = siteAddress({ site: flags.site }, `/proposals/${n}`);
  await callEdge(findEdge(flags.edge, io), { method: 'DELETE', path }, io);
  if (flags.json) return writeJson({ site: flags.site, proposal: n, seq: null }, io);
  await io.out(`${flags.site}: proposal ${n} is off the list.\n`);
}
