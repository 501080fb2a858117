import { expect, test } from 'vitest';
import { nthRandom } from '../src/random.ts';

test('no two of many visitors draw the same numbers', () => {
  const seen = new Set<string>();
  for (let n = 0; n < 200_000; n++) {
    const random = nthRandom(1, n);
    seen.add([random(), random(), random()].join());
  }
  expect(seen.size).toBe(200_000);
});
