import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../lib/root.ts';
import { stayAtHome } from '../lib/stay-at-home.ts';

/** What is asked of the suite, which knows the browser's types and is not checked with ours. */
interface Runner {
  runFaults(options: {
    readonly ids: readonly string[];
    readonly engine?: string;
    readonly onRow: (line: string) => void;
  }): Promise<{
    readonly rows: readonly { readonly ok: boolean; readonly pending?: string }[];
    readonly waived: readonly { readonly id: string; readonly reason: string }[];
    readonly table: readonly string[];
  }>;
}

/**
 * Runs every row of `e2e/faults` in every engine that it names:
 * `npm run -s faults -- [--json] [--engine NAME] [F01 …]`.
 *
 * @returns 0 when every row that is not pending or waived is right.
 */
export async function faults(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { json: { type: 'boolean', default: false }, engine: { type: 'string' } },
    allowPositionals: true,
  });
  stayAtHome();
  const { runFaults } = (await import(join(root, 'e2e/lib/faults/run-faults.ts'))) as Runner;
  const result = await runFaults({
    ids: positionals,
    ...(values.engine && { engine: values.engine }),
    onRow: (line) => console.error(line),
  });
  if (values.json) console.log(JSON.stringify(result));
  const right = result.rows.filter(({ ok }) => ok).length;
  const pending = result.rows.filter((row) => row.pending !== undefined).length;
  const wrong = result.rows.length - right - pending;
  const { waived } = result;
  console.error(
    `faults: ${right} right, ${wrong} wrong, ${pending} pending, ${waived.length} waived`,
  );
  for (const { id, reason } of waived) console.error(`  ${id} is waived: ${reason}`);
  return wrong === 0 && result.table.length === 0 ? 0 : 1;
}
