import { afterAll, beforeAll, expect, test } from 'vitest';
import { runKillrig } from '../lib/killrig/killrig.ts';
import { type Lab, startLab } from '../lib/lab/lab.ts';
import { requireBrowser } from '../lib/require-browser.ts';

const KILLS = process.env.INKLING_LONG ? 1_000 : 40;

let lab: Lab;
beforeAll(async () => {
  lab = await startLab();
}, 120_000);
afterAll(() => lab.close(), 30_000);

test.for(['chromium', 'firefox'] as const)(
  'what was acknowledged outlives the end of %s, and nothing is doubled',
  { timeout: KILLS * 15_000 },
  async (engine, context) => {
    await requireBrowser(engine, context);
    const result = await runKillrig(lab, { engine, kills: KILLS });
    expect(result.kills + result.crashes).toBe(KILLS);
    expect(result.acknowledged).toBeGreaterThan(KILLS);
    expect(result.wiped).toBeLessThan(KILLS / 4); // Else little is shown.
    expect(result).toMatchObject({ lost: 0, doubled: 0 });
  },
);
