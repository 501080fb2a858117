import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Stack } from '../../tools/stack/start-stack.ts';
import { ENGINES, type EngineName } from '../lib/frames/engines.ts';
import { judgeView, ours, runFirstFrame } from '../lib/frames/run-first-frame.ts';
import { LATE } from '../lib/frames/set-up.ts';
import { requireBrowser } from '../lib/require-browser.ts';
import { startTestStack } from '../lib/test-stack.ts';

const RUNS = 10;

let stack: Stack;
beforeAll(async () => {
  stack = await startTestStack();
}, 120_000);
afterAll(() => stack.close(), 30_000);

test.for(Object.keys(ENGINES) as EngineName[])(
  'in %s no frame of ten repeat views shows the wrong variant, and nothing moves',
  { timeout: 180_000 },
  async (engine, context) => {
    const [browser] = engine.split(' ');
    await requireBrowser(browser as 'chromium' | 'firefox' | 'webkit', context);
    const options = { engine, setUps: [ours(stack)], runs: RUNS };
    const [{ views } = { views: [] }] = await runFirstFrame(stack, options);
    expect(views).toHaveLength(RUNS);
    const judged = views.map(judgeView);
    expect(judged.map(({ wrong }) => wrong)).toEqual(views.map(() => 0));
    // Each view was observed: its frames showed the right one.
    expect(judged.filter(({ right }) => right === 0)).toEqual([]);
    if (browser === 'chromium') {
      expect(views.filter(({ pictures }) => !pictures.includes('right'))).toEqual([]);
      expect(views.map(({ watch }) => watch.cls)).toEqual(views.map(() => 0));
    }
    if (browser === 'firefox') {
      expect(views.filter(({ watch }) => watch.painted.length === 0)).toEqual([]);
    }
    expect(views.map(({ watch }) => watch.moved)).toEqual(views.map(() => 0));
  },
);

test('a change that comes late is seen by every kind of evidence', async (context) => {
  await requireBrowser('chromium', context);
  const options = { engine: 'chromium 1 ×', setUps: [LATE], runs: 2 } as const;
  const [{ views } = { views: [] }] = await runFirstFrame(stack, options);
  for (const { watch, pictures } of views) {
    expect(watch.frames.map(({ shown }) => shown)).toContain('wrong');
    expect(pictures).toContain('wrong');
    expect(watch.moved).toBeGreaterThan(0);
    expect(watch.cls).toBeGreaterThan(0);
  }
});
