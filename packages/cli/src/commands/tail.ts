import { setTimeout as wait } from 'node:timers/promises';
import type { Command } from 'commander';
import { callEdge, findEdge } from '../api/request.ts';
import type { Io } from '../io.ts';
import { examples } from '../output/examples.ts';
import type { CommandContext } from './context.ts';
import { siteAddress } from './site-command.ts';

interface TailFlags {
  readonly site: string;
  readonly edge?: string;
  readonly once: boolean;
  readonly json: boolean;
}

/** An entry of the audit log. */
interface Entry {
  readonly n: number;
  readonly t: number;
  readonly actor: string;
  readonly action: string;
  readonly detail: unknown;
}

interface AuditPage {
  readonly entries: readonly Entry[];
  readonly next: string | null;
}

/** Between two looks, ms. */
const PAUSE_MS = 5_000;
/** Entries shown of what was there before. */
const BEFORE = 10;

/** `inkling tail`: what is changed on a site, and what changed by itself, as it comes. */
export function addTail(program: Command, context: CommandContext): void {
  program
    .command('tail')
    .summary('follow what happens on a site')
    .description(
      'Shows the last entries of the audit log and the alerts, then each new one until Ctrl-C. Needs a token with the scope admin, from INKLING_TOKEN.',
    )
    .requiredOption('--site <site>', "the site's id")
    .option('--edge <url>', 'address of the worker (default: INKLING_EDGE)')
    .option('--once', 'stop after what is there', false)
    .option('--json', 'print a JSON object a line', false)
    .addHelpText('before', examples(['INKLING_TOKEN=… inkling tail --site daily-ink']))
    .action((flags: TailFlags) => tail(flags, context));
}

async function tail(flags: TailFlags, { io }: CommandContext): Promise<void> {
  const edge = findEdge(flags.edge, io);
  const read = (name: string, query?: { cursor: string }) =>
    callEdge(edge, { method: 'GET', path: siteAddress({ site: flags.site }, name, query) }, io);
  const write = flags.json
    ? (line: object) => io.out(`${JSON.stringify(line)}\n`)
    : (line: object) => io.out(wordLine(line));
  const follow = followAudit(read);
  const known = new Set<string>();
  for (let first = true; ; first = false) {
    const entries = await follow();
    for (const entry of first ? entries.slice(-BEFORE) : entries) await write(entry);
    const { alerts } = (await read('/alerts')) as { readonly alerts: readonly object[] };
    for (const alert of alerts) {
      const name = JSON.stringify(alert);
      if (!known.has(name)) await write({ alert });
      known.add(name);
    }
    if (flags.once) return;
    await pause(io);
  }
}

/** Reads the log to its end; each call gives what came since the one before. */
function followAudit(
  read: (name: string, query?: { cursor: string }) => Promise<unknown>,
): () => Promise<Entry[]> {
  let query: { cursor: string } | undefined;
  let last = 0;
  return async () => {
    const found: Entry[] = [];
    for (;;) {
      const { entries, next } = (await read('/audit', query)) as AuditPage;
      found.push(...entries.filter(({ n }) => n > last));
      last = Math.max(last, ...entries.map(({ n }) => n));
      if (next === null) return found;
      query = { cursor: next };
    }
  };
}

function wordLine(line: Partial<Entry> & { readonly alert?: unknown }): string {
  if (line.alert !== undefined) return `ALERT  ${JSON.stringify(line.alert)}\n`;
  const { t = 0, actor, action, detail } = line;
  return `${new Date(t).toISOString()}  ${actor}  ${action}  ${JSON.stringify(detail)}\n`;
}

async function pause({ signal }: Io): Promise<void> {
  await wait(PAUSE_MS, undefined, { signal });
}
