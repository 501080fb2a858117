import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../lib/root.ts';
import { BUDGETS } from '../lib/size-budgets.ts';
import { measureSizes } from '../tasks/size.ts';

test('the sizes in the README are those of the build, to one per cent', async () => {
  const text = readFileSync(join(root, 'README.md'), 'utf8');
  const { sizes } = await measureSizes();
  for (const name of ['boot', 'script', 'idle'] as const) {
    const row = new RegExp(`^\\| ${name}\\b[^|]*\\| ([\\d,]+) \\| ([\\d,]+) \\|$`, 'm').exec(text);
    const [stated = Number.NaN, budget] = (row?.slice(1) ?? []).map(toNumber);
    expect(budget).toBe(BUDGETS[name]);
    expect(Math.abs(stated / sizes[name] - 1), `${name} has ${sizes[name]} bytes`).toBeLessThan(
      0.01,
    );
  }
});

function toNumber(digits: string): number {
  return Number(digits.replaceAll(',', ''));
}
