import { parseCLI, startVitest } from 'vitest/node';
import { root } from '../lib/root.ts';
import { stayAtHome } from '../lib/stay-at-home.ts';
import { createTally, type TestTally } from '../lib/test-tally.ts';
import { buildForEdge } from '../stack/build-all.ts';

/**
 * Builds what the tests need and runs all of them, or those that the words name as for vitest.
 *
 * Ends with what was skipped and why, then the line `N passed, N failed`.
 */
export async function test(args: readonly string[]): Promise<number> {
  const { passed, failed } = await runTests(args);
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

/** As {@link test}, but leaves the last line to the caller. */
export async function runTests(args: readonly string[]): Promise<TestTally> {
  process.chdir(root);
  stayAtHome();
  await buildForEdge((name) => console.log(`building ${name}`));
  process.env.TEST ??= 'true';
  const { filter, options } = parseCLI(['vitest', 'run', ...args]);
  const { reporter, tally } = createTally();
  const vitest = await startVitest('test', filter, {
    ...options,
    run: true,
    watch: false,
    reporters: ['default', reporter],
  });
  await vitest.close();
  const result = tally();
  if (result.skipped.length > 0) console.log('\nSkipped:');
  for (const { name, why } of result.skipped) console.log(`  ${name}${why ? `: ${why}` : ''}`);
  if (result.passed + result.failed === 0) return { ...result, failed: 1 };
  return result;
}
