import type { Command } from 'commander';
import { callEdge, findEdge } from '../api/request.ts';
import { examples } from '../output/examples.ts';
import { writeJson } from '../output/write-json.ts';
import type { CommandContext } from './context.ts';
import { parseNumber, type SiteFlags, siteAddress, siteCommand } from './site-command.ts';

interface RolloutFlags extends SiteFlags {
  readonly percent?: number;
  readonly stop: boolean;
}

/** `inkling rollout`: gives a roll-out another share of browsers, or takes it back. */
export function addRollout(program: Command, context: CommandContext): void {
  siteCommand(program, 'rollout', 'spread a roll-out, or take it back')
    .description('Says what is being rolled out; begin with `publish --percent`.')
    .option('--percent <n>', 'give it to this share of browsers; 100: to all', parseNumber)
    .option('--stop', 'take it back from everybody', false)
    .addHelpText(
      'before',
      examples([
        'inkling rollout --site daily-ink',
        'inkling rollout --site daily-ink --percent 50',
        'inkling rollout --site daily-ink --stop',
      ]),
    )
    .action((flags: RolloutFlags) => rollout(flags, context));
}

async function rollout(flags: RolloutFlags, { io }: CommandContext): Promise<void> {
  const { site, percent } = flags;
  const edge = findEdge(flags.edge, io);
  const path = siteAddress(flags, '/rollout');
  const say = (seq: number, words: string): Promise<void> =>
    flags.json ? writeJson({ site, seq, percent: percent ?? null }, io) : io.out(words);
  if (flags.stop) {
    const { seq } = (await callEdge(edge, { method: 'DELETE', path }, io)) as Version;
    return say(seq, `${site} is at version ${seq}: nothing is rolled out any more.\n`);
  }
  if (percent !== undefined) {
    const call = { method: 'PUT', path, body: JSON.stringify({ percent }) } as const;
    const { seq } = (await callEdge(edge, call, io)) as Version;
    return say(seq, `${site} is at version ${seq}, new rules for ${percent} % of browsers.\n`);
  }
  const answer = await callEdge(edge, { method: 'GET', path }, io);
  const running = (answer as { readonly rollout: Running | null }).rollout;
  if (flags.json) {
    return writeJson({ site, seq: running?.seq ?? null, percent: running?.percent ?? null }, io);
  }
  await io.out(
    running
      ? `${site} gives version ${running.seq} to ${running.percent} % of browsers.\n`
      : `${site} rolls nothing out.\n`,
  );
}

interface Version {
  readonly seq: number;
}

interface Running extends Version {
  readonly percent: number;
}
