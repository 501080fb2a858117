import { type Command, InvalidArgumentError } from 'commander';

/** Flags of every command that is about one site. */
export interface SiteFlags {
  readonly site: string;
  readonly env?: string;
  readonly edge?: string;
  readonly json: boolean;
}

/** Adds a command about one site; a name may go on with arguments, as in `approve <n>`. */
export function siteCommand(program: Command, name: string, summary: string): Command {
  return program
    .command(name)
    .summary(summary)
    .requiredOption('--site <site>', "the site's id")
    .option('--env <env>', 'live, staging or development (default: as the site is set up)')
    .option('--edge <url>', 'address of the worker (default: INKLING_EDGE)')
    .option('--json', "print the worker's answer as JSON", false);
}

/** Address of what belongs to a site, in its environment; `name` begins with a slash. */
export function siteAddress(
  { site, env }: Pick<SiteFlags, 'site' | 'env'>,
  name: string,
  more: { readonly [key: string]: string } = {},
): string {
  const query = new URLSearchParams({ ...(env === undefined ? {} : { env }), ...more });
  return `/v1/sites/${encodeURIComponent(site)}${name}${query.size ? `?${query}` : ''}`;
}

/** @throws InvalidArgumentError for what is no whole number from 1 on. */
export function parseNumber(text: string): number {
  const n = Number(text);
  if (Number.isSafeInteger(n) && n > 0) return n;
  throw new InvalidArgumentError('Expected a whole number from 1 on.');
}
