import { runTests } from './test.ts';

/**
 * The tests with long campaigns switched on (`INKLING_LONG=1`): many more seeds, full-length data.
 * Takes the same words as `npm test`.
 */
export async function long(args: readonly string[]): Promise<number> {
  process.env.INKLING_LONG = '1';
  const { passed, failed } = await runTests(args);
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}
