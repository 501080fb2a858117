import { mkdir } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { accept, awaitVariant, POLITICS, readStory, ready, slotText } from '../lib/daily-ink.ts';
import { atFirstPaint } from '../lib/first-frame.ts';
import { awaitMetric, readMetric } from '../lib/metrics.ts';
import { withStack } from '../lib/with-stack.ts';

const POLITICS_FIRST = /^Politics first, as you read it/;

const suite = withStack();

test('a reader of three politics stories sees politics first, at once and ever after', async () => {
  const { stack } = suite;
  const visitor = await suite.visitor();
  const query = { ...stack, subject: 'politics-reader', metric: 'entered' };
  const before = await readMetric(query);

  // The front page stays open, as in a tab from which somebody opens story after story.
  const front = await visitor.openTab();
  await front.goto(`${stack.demoUrl}/`);
  await accept(front);
  await ready(front);
  const loads = await front.page.evaluate(() => performance.timeOrigin);
  expect(await slotText(front, 'front-block')).not.toMatch(POLITICS_FIRST);

  const story = await visitor.openTab();
  for (const path of POLITICS) {
    expect(await story.page.evaluate(() => window.inkling?.segments() ?? [])).toEqual([]);
    await readStory(visitor, story, stack.demoUrl + path);
  }
  await story.page.waitForFunction(() => window.inkling.segments().includes('politics-reader'));

  // 1. The block of the open front page changed, and the page was not loaded again.
  await front.page.bringToFront();
  await awaitVariant(front, 'front-block', 'politics-reader');
  expect(await slotText(front, 'front-block')).toMatch(POLITICS_FIRST);
  expect(await front.page.evaluate(() => performance.timeOrigin)).toBe(loads);

  // 2. The next page is right in its first painted frame, and never anything else.
  const next = await visitor.openTab();
  await next.goto(`${stack.demoUrl}/`);
  const frames = await next.frames();
  const first = atFirstPaint(frames);
  expect(first.segments.split(' ')).toContain('politics-reader');
  // A busy machine may paint before the parser has come to the slot: then the frame that has it.
  const painted = frames.states.filter(
    (state) => state === first || (state.isFrame && state.at > first.at),
  );
  const shown = painted.flatMap(({ texts }) => texts['front-block'] ?? []);
  expect(shown[0]).toMatch(POLITICS_FIRST);
  expect(new Set(shown).size).toBe(1);
  await mkdir('dist/e2e', { recursive: true });
  await next.page.screenshot({ path: 'dist/e2e/front-page.png' });

  // 3. The edge has counted one more.
  await visitor.wait(5_000);
  await awaitMetric(query, before + 1);
  expect(visitor.log.problems).toEqual([]);
}, 120_000);
