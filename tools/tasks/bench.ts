import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { BenchResult } from '../lib/bench-result.ts';
import { root } from '../lib/root.ts';
import { table } from '../lib/table.ts';

/**
 * Runs `bench/NAME` and prints a table, or with `--json` one object. Without a name: lists them.
 *
 * Words after the name and unknown options go to the bench itself.
 */
export async function bench(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { json: { type: 'boolean', default: false } },
    allowPositionals: true,
    strict: false,
  });
  const [name] = positionals;
  if (!name || !names().includes(name)) {
    console.error(
      name ? `No bench "${name}". There are:` : 'Usage: npm run -s bench -- NAME [--json]',
    );
    for (const known of names()) console.log(known);
    return name ? 2 : 0;
  }
  const module = (await import(join(root, 'bench', name, 'index.ts'))) as {
    run(args: readonly string[]): Promise<BenchResult>;
  };
  const result = await module.run(args.filter((one) => one !== name && one !== '--json'));
  console.log(values.json ? JSON.stringify(result) : asTable(result));
  for (const promise of result.broken ?? []) console.error(`broken: ${promise}`);
  return result.broken?.length ? 1 : 0;
}

function names(): string[] {
  const dir = join(root, 'bench');
  return readdirSync(dir).filter((name) => existsSync(join(dir, name, 'index.ts')));
}

function asTable({ bench, machine, rows, notes = [] }: BenchResult): string {
  const cells = rows.map((r) => [
    r.what,
    number(r.value),
    r.unit,
    number(r.floor),
    number(r.ratio),
  ]);
  const figures = table(['what', 'value', 'unit', 'floor', 'ratio'], cells);
  return [`${bench} on ${machine}`, figures, ...notes].join('\n');
}

function number(value: number | undefined): string {
  return value === undefined ? '' : value.toLocaleString('en', { maximumSignificantDigits: 4 });
}
