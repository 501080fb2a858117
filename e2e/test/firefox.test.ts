import { expect, test } from 'vitest';
import { accept, awaitVariant, POLITICS, readStory, ready } from '../lib/daily-ink.ts';
import { atFirstPaint } from '../lib/first-frame.ts';
import { withStack } from '../lib/with-stack.ts';

const suite = withStack('firefox');

test('in Firefox, too, three politics stories bring politics first, from the first frame on', async () => {
  const { demoUrl } = suite.stack;
  const visitor = await suite.visitor();
  const tab = await visitor.openTab();
  await tab.goto(`${demoUrl}/`);
  await ready(tab);
  await accept(tab);
  for (const path of POLITICS) await readStory(visitor, tab, demoUrl + path);
  await tab.page.waitForFunction(() => window.inkling.segments().includes('politics-reader'));

  await tab.goto(`${demoUrl}/`);
  expect(atFirstPaint(await tab.frames()).segments).toContain('politics-reader');
  await awaitVariant(tab, 'front-block', 'politics-reader');
  expect(visitor.log.problems).toEqual([]);
}, 120_000);
