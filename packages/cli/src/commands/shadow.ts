import type { Command } from 'commander';
import { callEdge, type Edge, findEdge } from '../api/request.ts';
import { CliError } from '../errors.ts';
import type { Io } from '../io.ts';
import { examples } from '../output/examples.ts';
import { table } from '../output/table.ts';
import { wordNumber, wordShare } from '../output/words.ts';
import { writeJson } from '../output/write-json.ts';
import { readRulesFile } from '../rules-file.ts';
import type { CommandContext } from './context.ts';
import { lastDays, parseDay } from './last-days.ts';
import { type SiteFlags, siteAddress, siteCommand } from './site-command.ts';

interface ShadowFlags extends SiteFlags {
  readonly start?: string;
  readonly replace: boolean;
  readonly end: boolean;
  readonly from?: string;
  readonly to?: string;
}

interface Sized {
  readonly size: number;
}

/** What the worker says of one segment; it may say more. */
interface ShadowSegment {
  readonly segment: string;
  readonly live: Sized | null;
  readonly shadow: Sized | null;
  readonly churn: { readonly stay: number; readonly leave: number; readonly enter: number } | null;
}

/** `inkling shadow`: evaluates a draft in silence, and says what it would change. */
export function addShadow(program: Command, context: CommandContext): void {
  siteCommand(program, 'shadow', 'try rules in silence on real visitors')
    .description(
      'Says what the shadow of a site would change: sizes now and then, who would stay, leave and enter.',
    )
    .option('--start <rules>', 'save a rule file as the draft, and evaluate it in silence')
    .option('--replace', 'with --start: also over a draft that somebody else has saved', false)
    .option('--end', 'end the shadow', false)
    .option('--from <day>', 'first day, YYYY-MM-DD (default: a week before the last)', parseDay)
    .option('--to <day>', 'last day, YYYY-MM-DD (default: today, UTC)', parseDay)
    .addHelpText(
      'before',
      examples([
        'inkling shadow --site daily-ink --start rules.json',
        'inkling shadow --site daily-ink',
        'inkling shadow --site daily-ink --end',
      ]),
    )
    .action((flags: ShadowFlags) => shadow(flags, context));
}

async function shadow(flags: ShadowFlags, { io }: CommandContext): Promise<void> {
  const edge = findEdge(flags.edge, io);
  if (flags.start !== undefined) {
    const { seq } = await start(flags.start, edge, flags, io);
    if (flags.json) return writeJson({ site: flags.site, seq }, io);
    return io.out(`${flags.site} is at version ${seq}: the draft is evaluated in silence.\n`);
  }
  const path = siteAddress(flags, '/shadow');
  if (flags.end) {
    const { seq } = (await callEdge(edge, { method: 'DELETE', path }, io)) as { seq: number };
    if (flags.json) return writeJson({ site: flags.site, seq }, io);
    return io.out(`${flags.site} has no shadow any more; it is at version ${seq}.\n`);
  }
  const range = siteAddress(flags, '/shadow', lastDays(flags, io));
  const answer = await callEdge(edge, { method: 'GET', path: range }, io);
  if (flags.json) return writeJson(answer, io);
  await io.out(wordSegments((answer as { segments: readonly ShadowSegment[] }).segments));
}

/** @returns The version that names the shadow. @throws {@link CliError} `conflict` for another's draft. */
async function start(
  file: string,
  edge: Edge,
  flags: ShadowFlags,
  io: Io,
): Promise<{ readonly seq: number }> {
  const { rules, text } = await readRulesFile(file, io);
  if (rules.site !== flags.site) {
    throw new CliError('usage', `${file} is of the site "${rules.site}", not "${flags.site}".`);
  }
  const draft = await readDraft(edge, flags, io);
  if (draft.source !== undefined && draft.source !== text && !flags.replace) {
    throw new CliError('conflict', `There is a draft by ${draft.author}: --replace saves over it.`);
  }
  const save = {
    method: 'PUT',
    path: siteAddress(flags, '/draft'),
    body: text,
    headers: { 'If-Match': `"${draft.rev}"` },
  } as const;
  const { rev } = (await callEdge(edge, save, io)) as { readonly rev: number };
  const ship = {
    method: 'PUT',
    path: siteAddress(flags, '/shadow'),
    headers: { 'If-Match': `"${rev}"` },
  } as const;
  return (await callEdge(edge, ship, io)) as { readonly seq: number };
}

interface Draft {
  readonly rev: number;
  readonly author?: string;
  readonly source?: string;
}

/** The draft there is; revision 0 for none. */
async function readDraft(edge: Edge, flags: ShadowFlags, io: Io): Promise<Draft> {
  const call = { method: 'GET', path: siteAddress(flags, '/draft'), mayLack: true } as const;
  return ((await callEdge(edge, call, io)) as Draft | null) ?? { rev: 0 };
}

function wordSegments(segments: readonly ShadowSegment[]): string {
  const size = (of: Sized | null): string => (of ? wordNumber(of.size) : '–');
  const rows = segments.map(({ segment, live, shadow, churn }) => [
    segment,
    size(live),
    size(shadow),
    ...(['stay', 'leave', 'enter'] as const).map((name) => wordShare(churn?.[name] ?? null)),
  ]);
  const numbers = ['now', 'then', 'stay', 'leave', 'enter'].map((head) => {
    return { head, align: 'right' } as const;
  });
  return table([{ head: 'segment' }, ...numbers], rows);
}
