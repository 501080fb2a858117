import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliBytes } from '../lib/brotli.ts';
import { buildIfChanged } from '../lib/build-if-changed.ts';
import { demoBundle } from '../lib/demo-bundle.ts';
import { root } from '../lib/root.ts';
import { type Baseline, BUDGETS, type Sizes, sizeDebts, sizeFaults } from '../lib/size-budgets.ts';
import { table } from '../lib/table.ts';
import { sdkBuild } from '../stack/build-all.ts';

/** Others' browser scripts on the same measure; none of them holds a log and a rule language. */
const NEIGHBOURS: readonly [string, number][] = [
  ['Uniform Context', 10_154],
  ['GrowthBook', 12_962],
  ['Snowplow', 15_336],
  ['Segment', 33_927],
  ['PostHog', 102_174],
];

/**
 * Builds the SDK and prints what a visitor downloads. Fails over a budget, unless that is a debt
 * stated in `tools/size-baseline.json`, and on more than 1 % growth over what stands there.
 *
 * @param args - `--json` prints `{boot, script, idle}` and nothing else.
 */
export async function size(args: readonly string[]): Promise<number> {
  const { sizes, code, rules } = await measureSizes();
  const accepted: Baseline = JSON.parse(
    readFileSync(join(root, 'tools/size-baseline.json'), 'utf8'),
  );
  const faults = sizeFaults(sizes, accepted);
  console.log(args.includes('--json') ? JSON.stringify(sizes) : asTable(sizes, code, rules));
  for (const line of [...sizeDebts(sizes, accepted), ...faults]) console.error(line);
  return faults.length === 0 ? 0 : 1;
}

/** Builds the SDK where it has changed and weighs it; `code` and `rules` make up `script`. */
export async function measureSizes(): Promise<{ sizes: Sizes; code: number; rules: number }> {
  await buildIfChanged(sdkBuild);
  const bundle = await demoBundle();
  const rules = brotliBytes(bundle);
  // The demo's own rules may need the second half of the language; then it waits for that, too.
  const { program } = JSON.parse(bundle) as { program: { extra?: boolean } };
  const code = built('inkling.js') + (program.extra ? built('extra.js') : 0);
  return {
    sizes: {
      boot: built('boot.js'),
      script: code + rules,
      idle: built('idle.js'),
    },
    code,
    rules,
  };
}

function built(file: string): number {
  return brotliBytes(readFileSync(join(root, 'packages/sdk/dist', file), 'utf8'));
}

function asTable(sizes: Sizes, code: number, rules: number): string {
  const own = [
    ['boot (boot.js, inline)', sizes.boot, BUDGETS.boot],
    ['script, up to the first decision', sizes.script, BUDGETS.script],
    ['  inkling.js, and extra.js if the rules need it', code, undefined],
    ["  the demo's rules.json", rules, undefined],
    ['idle, with the books of reports', sizes.idle, BUDGETS.idle],
    [
      'besides, as the demo: experiments.js, before the first decision, if rules hold experiences',
      built('experiments.js'),
      undefined,
    ],
    ['  and outcomes.js, with the books', built('outcomes.js'), undefined],
    ['on demand: credit.js, with the first event that may convert', built('credit.js'), undefined],
    ['on demand: routes.js, on single-page sites', built('routes.js'), undefined],
    ['on demand: shop.js, with the first ecommerce event', built('shop.js'), undefined],
    [
      'on demand: care.js, when the log has to be healed or is asked for',
      built('care.js'),
      undefined,
    ],
  ] as const;
  const rows = own.map(([what, bytes, budget]) => [
    what,
    count(bytes),
    budget ? count(budget) : '',
  ]);
  const others = NEIGHBOURS.map(([name, bytes]) => [name, count(bytes), '']);
  return table(['brotli-11 bytes', 'size', 'budget'], [...rows, ['', '', ''], ...others]);
}

function count(bytes: number): string {
  return bytes.toLocaleString('en');
}
