import type { Task } from '../lib/task.ts';
import { bench } from './bench.ts';
import { docs } from './docs.ts';
import { lint } from './lint.ts';
import { size } from './size.ts';
import { soak } from './soak.ts';
import { runTests } from './test.ts';
import { types } from './types.ts';

/**
 * What CI does: lint, types, docs, sizes, a soak, a bench, then every test. All of them run, even after a failure.
 *
 * Its last line is `N passed, N failed`; the six checks before the tests count as one each.
 */
export async function check(args: readonly string[]): Promise<number> {
  const steps: readonly [string, Task][] = [
    ['lint', lint],
    ['types', types],
    ['docs', () => docs(['--check'])],
    ['size', size],
    ['soak', soak],
    ['bench', () => bench(['rules', '--gate'])],
  ];
  const failed: string[] = [];
  for (const [name, step] of steps) {
    console.log(`\n── ${name}`);
    if ((await step([])) !== 0) failed.push(name);
  }
  console.log('\n── test');
  const tests = await runTests(args);
  if (failed.length > 0) console.error(`failed: ${failed.join(', ')}`);
  const passed = tests.passed + steps.length - failed.length;
  console.log(`${passed} passed, ${tests.failed + failed.length} failed`);
  return tests.failed + failed.length === 0 ? 0 : 1;
}
